/** The events of a period: incidents with the operators' notes, and the announced service windows. */
import { formatDateTime } from '../texts';
import type { ShownUptimeReport } from './api';
import { Table, Traced } from './parts';
import { inWords } from './periods';
import { nameOf, numberInWords, te } from './words';

export function Incidents({ report }: { report: ShownUptimeReport }) {
  const { incidents, period } = report;
  return (
    <section aria-labelledby="evaluation-incidents">
      <h2 id="evaluation-incidents" class="h4 section-heading">
        {te('incidents')}
      </h2>
      {incidents.length === 0 ? (
        <p>{te('page.incidents.none')}</p>
      ) : (
        <Table
          caption={te('page.incidents.caption', { period: inWords(period) })}
          columns={[
            te('part'),
            te('incident.began'),
            te('incident.ended'),
            te('incident.cause'),
            te('incident.minutes'),
          ]}
          numbers={1}
        >
          {incidents.map(({ id, part, began, ended, note, repairMinutes }) => (
            <tr key={id}>
              <th scope="row">{nameOf(part)}</th>
              <td>{formatDateTime(began)}</td>
              <td>{ended === null ? te('incident.open') : formatDateTime(ended)}</td>
              <td>{note?.cause ?? te('none')}</td>
              <Traced period={period} part={part} of={nameOf(part)}>
                {repairMinutes === null ? te('incident.open') : numberInWords(repairMinutes)}
              </Traced>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

export function Windows({ report }: { report: ShownUptimeReport }) {
  const { windows, period } = report;
  return (
    <section aria-labelledby="evaluation-windows">
      <h2 id="evaluation-windows" class="h4 section-heading">
        {te('windows')}
      </h2>
      {windows.length === 0 ? (
        <p>{te('page.windows.none')}</p>
      ) : (
        <Table
          caption={te('page.windows.caption', { period: inWords(period) })}
          columns={[
            te('incident.began'),
            te('incident.ended'),
            te('window.announced'),
            te('window.withdrawn'),
            te('window.text'),
          ]}
        >
          {windows.map(({ id, start, end, announced, withdrawn, text }) => (
            <tr key={id}>
              <th scope="row">{formatDateTime(start)}</th>
              <td>{formatDateTime(end)}</td>
              <td>{formatDateTime(announced)}</td>
              <td>{withdrawn === null ? te('none') : formatDateTime(withdrawn)}</td>
              <td>{text}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
