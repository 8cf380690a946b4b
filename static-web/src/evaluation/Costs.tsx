/** The costs of the months, by app and by meter. */
import { formatDateTime } from '../texts';
import type { ShownConsumption, ShownEffects, ShownMonthCost } from './api';
import { Share, Table } from './parts';
import { inWords } from './periods';
import { appInWords, kronerInWords, meterInWords, numberInWords, te, unitInWords } from './words';

interface Props {
  costs: ShownConsumption;
  /** The app to show; empty for all. */
  app: string;
  titles: Partial<ShownEffects>['titles'];
}

export function Costs({ costs, app, titles }: Props) {
  return (
    <section aria-labelledby="evaluation-costs">
      <h2 id="evaluation-costs" class="h4 section-heading">
        {te('consumption')}
      </h2>
      <p class="evaluation-percent">{costs.cost === null ? te('consumption.none') : kronerInWords(costs.cost)}</p>
      {costs.months.map((month) => (
        <Basis key={month.month} month={month} />
      ))}
      <Apps costs={costs} app={app} titles={titles} />
      {costs.months.map((month) => (
        <Charges key={month.month} month={month} />
      ))}
      <p class="muted">{te('page.costs.how')}</p>
    </section>
  );
}

function Apps({ costs, app, titles }: Props) {
  const apps = costs.apps.filter((row) => app === '' || row.app === app);
  const whole = Math.max(...costs.apps.map(({ cost }) => Number(cost)), 0.01);
  if (apps.length === 0) return null;
  return (
    <Table
      caption={te('page.costs.apps', { period: inWords(costs.period) })}
      columns={[
        te('consumption.app'),
        te('page.costs.share'),
        te('effect.registrations'),
        te('consumption.cost'),
        te('page.costs.each'),
      ]}
      numbers={3}
    >
      {apps.map((row) => (
        <tr key={row.app}>
          <th scope="row">{appInWords(row.app, titles)}</th>
          <td>
            <Share part={Number(row.cost)} whole={whole} />
          </td>
          <td class="number">{numberInWords(row.registrations)}</td>
          <td class="number">{kronerInWords(row.cost)}</td>
          <td class="number">{row.perRegistration === null ? te('none') : kronerInWords(row.perRegistration)}</td>
        </tr>
      ))}
    </Table>
  );
}

/** Whether a month's figure is the bill or an estimate, and what is wrong with it. */
function Basis({ month }: { month: ShownMonthCost }) {
  return (
    <p>
      {te('page.costs.basis', {
        month: inWords(month.month),
        basis: te(`consumption.${month.basis}`),
        cost: month.cost === null ? te('none') : kronerInWords(month.cost),
      })}
      {month.readAt !== null &&
        month.basis === 'rates' &&
        ` ${te('page.costs.read', { time: formatDateTime(month.readAt) })}`}
      {month.fault !== '' && ` ${te('page.costs.fault', { fault: month.fault })}`}
      {month.rateMissing !== '' && ` ${te('page.costs.rate-missing', { meter: meterInWords(month.rateMissing) })}`}
      {month.unknown.length > 0 &&
        ` ${te('page.costs.unknown', { meters: month.unknown.map(meterInWords).join('; ') })}`}
      {month.unpriced.length > 0 &&
        ` ${te('page.costs.unpriced', { meters: month.unpriced.map(meterInWords).join('; ') })}`}
    </p>
  );
}

function Charges({ month }: { month: ShownMonthCost }) {
  if (month.charges.length === 0) return null;
  return (
    <Table
      caption={te('page.costs.meters', { month: inWords(month.month) })}
      columns={[te('consumption.meter'), te('consumption.unit'), te('consumption.consumed'), te('consumption.cost')]}
      numbers={2}
    >
      {month.charges.map(({ meter, unit, consumed, cost }) => (
        <tr key={meter}>
          <th scope="row">{meterInWords(meter)}</th>
          <td>{unitInWords(unit)}</td>
          <td class="number">{numberInWords(Number(consumed))}</td>
          <td class="number">{kronerInWords(cost)}</td>
        </tr>
      ))}
    </Table>
  );
}
