/** The objectives, each with its outcome, the downtime that remains of it, and how fast that is being used. */
import type { ShownUptimeReport } from './api';
import { Table, Traced } from './parts';
import { inWords } from './periods';
import { decimalInWords, nameOf, numberInWords, percentInWords, te } from './words';

const WINDOWS = ['1h', '6h', '3d'] as const;

export function Objectives({ report: { objectives, period } }: { report: ShownUptimeReport }) {
  if (objectives.length === 0) return null;
  return (
    <section aria-labelledby="evaluation-objectives">
      <h2 id="evaluation-objectives" class="h4 section-heading">
        {te('objectives')}
      </h2>
      <Table
        caption={te('page.objectives.caption', { period: inWords(period) })}
        columns={[
          te('objective'),
          te('basis'),
          te('objective.verdict'),
          te('objective.target'),
          te('objective.share'),
          te('page.objectives.left'),
          te('page.objectives.pace'),
        ]}
        numbers={4}
      >
        {objectives.map(({ name, figure, basis, target, counted, verdict, budgetLeftMinutes, burnRates }) => (
          <tr key={name}>
            <th scope="row">{nameOf(figure)}</th>
            <td>{te(basis)}</td>
            <td>{te(`verdict.${verdict}`)}</td>
            <td class="number">{percentInWords(target)}</td>
            <Traced period={period} part={figure} of={`${te('objectives')}, ${nameOf(figure)}`}>
              {percentInWords(counted.percent)}
            </Traced>
            <td class="number">{numberInWords(Math.floor(budgetLeftMinutes))}</td>
            <td class="number">{WINDOWS.map((window) => paceInWords(burnRates[window])).join(' / ')}</td>
          </tr>
        ))}
      </Table>
      <p class="muted">{te('page.objectives.how')}</p>
    </section>
  );
}

function paceInWords(rate: number | null | undefined): string {
  return rate === null || rate === undefined ? te('none') : decimalInWords(rate.toFixed(1));
}
