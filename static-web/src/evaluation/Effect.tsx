/** The figures of the apps' effect (speed, completeness, number), and the hours of work. */
import { formatDateTime } from '../texts';
import type { ShownEffect, ShownEffects } from './api';
import { Table } from './parts';
import { inWords } from './periods';
import { appInWords, numberInWords, shareInWords, te, type EvaluationKey } from './words';

const shown = (value: number | null) => (value === null ? te('none') : numberInWords(value));

/** Each figure by its text, and how to read it from an app's. */
const ROWS: readonly (readonly [EvaluationKey, (of: ShownEffect) => string])[] = [
  ['effect.registrations', (of) => shown(of.registrations)],
  ['effect.companies', (of) => shown(of.companies)],
  ['effect.accepted_median', (of) => shown(of.toAccepted.median)],
  ['effect.accepted_ninetieth', (of) => shown(of.toAccepted.ninetieth)],
  ['effect.delivered_median', (of) => shown(of.toCaseSystem.median)],
  ['effect.delivered_ninetieth', (of) => shown(of.toCaseSystem.ninetieth)],
  ['effect.at_visit', (of) => shareInWords(of.atVisit, of.dated)],
  ['page.effect.whole', (of) => shareInWords(of.answered, of.asked)],
  ['effect.corrected', (of) => shown(of.corrected)],
  ['effect.refused', (of) => shown(of.refused)],
  ['effect.repeats_avoided', (of) => shown(of.repeatsAvoided)],
  ['effect.counted', (of) => shown(of.taps.count)],
  ['effect.taps_median', (of) => shown(of.taps.median)],
  ['effect.keys_median', (of) => shown(of.keys.median)],
  ['effect.in_form_median', (of) => shown(of.inForm.median)],
];

export function EffectTable({ effects, app }: { effects: ShownEffects; app: string }) {
  const columns = effects.apps.filter((row) => app === '' || row.app === app);
  const { reckonedAt, period, titles } = effects;
  return (
    <section aria-labelledby="evaluation-effect">
      <h2 id="evaluation-effect" class="h4 section-heading">
        {te('page.effect')}
      </h2>
      {reckonedAt === null ? (
        <p>{te('page.effect.none')}</p>
      ) : (
        <>
          <p class="muted">{te('page.until', { period: inWords(period), time: formatDateTime(reckonedAt) })}</p>
          <Table
            caption={te('page.effect.caption', { period: inWords(period) })}
            columns={[te('page.effect.figure'), ...columns.map((row) => appInWords(row.app, titles))]}
            numbers={columns.length}
          >
            {ROWS.map(([key, read]) => (
              <tr key={key}>
                <th scope="row">{te(key)}</th>
                {columns.map((row) => (
                  <td key={row.app} class="number">
                    {read(row)}
                  </td>
                ))}
              </tr>
            ))}
          </Table>
          <p class="muted">{te('page.effect.how')}</p>
          <p class="muted">{te('page.effect.counted')}</p>
        </>
      )}
    </section>
  );
}

export function Hours({ effects: { maintenance, period } }: { effects: ShownEffects }) {
  if (!maintenance) return null;
  const rows = [
    ...Object.entries(maintenance.byKind).map(([name, minutes]) => ['maintenance.kind', name, minutes] as const),
    ...Object.entries(maintenance.bySystem).map(([name, minutes]) => ['maintenance.system', name, minutes] as const),
  ];
  return (
    <section aria-labelledby="evaluation-hours">
      <h2 id="evaluation-hours" class="h4 section-heading">
        {te('page.hours')}
      </h2>
      {rows.length === 0 ? (
        <p>{te('page.hours.none')}</p>
      ) : (
        <Table
          caption={te('page.hours.caption', { period: inWords(period) })}
          columns={[te('maintenance.work'), te('maintenance.name'), te('maintenance.minutes')]}
          numbers={1}
        >
          {rows.map(([key, name, minutes]) => (
            <tr key={`${key}-${name}`}>
              <td>{te(key)}</td>
              <th scope="row">{name}</th>
              <td class="number">{numberInWords(minutes)}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
