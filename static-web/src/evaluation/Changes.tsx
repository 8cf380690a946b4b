/** Packages that were put into operation, and versions of forms that went live. */
import { formatDateTime } from '../texts';
import type { ShownEffects } from './api';
import { Table } from './parts';
import { inWords } from './periods';
import { appInWords, numberInWords, te } from './words';

export function Changes({ effects: { changes, period, titles }, app }: { effects: ShownEffects; app: string }) {
  const versions = changes.versions.filter((row) => app === '' || row.app === app);
  const counts = { releases: numberInWords(changes.releases), versions: numberInWords(versions.length) };
  return (
    <section aria-labelledby="evaluation-changes">
      <h2 id="evaluation-changes" class="h4 section-heading">
        {te('page.changes')}
      </h2>
      <p>{te('page.changes.count', counts)}</p>
      {versions.length > 0 && (
        <Table
          caption={te('page.changes.caption', { period: inWords(period) })}
          columns={[te('changes.app'), te('changes.at'), te('changes.days')]}
          numbers={1}
        >
          {versions.map(({ app: form, version, at, days }) => (
            <tr key={`${form}-${version}`}>
              <th scope="row">{`${appInWords(form, titles)} ${version}`}</th>
              <td>{formatDateTime(at)}</td>
              <td class="number">{days === null ? te('none') : numberInWords(days)}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
