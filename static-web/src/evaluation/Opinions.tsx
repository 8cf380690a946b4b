/** What users think, of whole quarters and of many answers alone. */
import type { ShownEffects } from './api';
import { Table } from './parts';
import { inWords } from './periods';
import { decimalInWords, numberInWords, te } from './words';

export function Opinions({ effects: { opinions, period }, app }: { effects: ShownEffects; app: string }) {
  const { state, apps, tooFew } = opinions;
  const rows = apps.filter((row) => app === '' || row.app === app);
  return (
    <section aria-labelledby="evaluation-survey">
      <h2 id="evaluation-survey" class="h4 section-heading">
        {te('page.survey')}
      </h2>
      {rows.length === 0 ? (
        <p>{te(`page.survey.${state}`)}</p>
      ) : (
        <>
          <Table
            caption={te('page.survey.caption', { period: inWords(period) })}
            columns={[
              te('survey.app'),
              te('survey.answers'),
              te('survey.needs'),
              te('survey.easy'),
              te('survey.score'),
            ]}
            numbers={4}
          >
            {rows.map((row) => (
              <tr key={row.app}>
                <th scope="row">{row.app || te('effect.all')}</th>
                <td class="number">{numberInWords(row.answers)}</td>
                <td class="number">{decimalInWords(row.needs)}</td>
                <td class="number">{decimalInWords(row.easy)}</td>
                <td class="number">{numberInWords(row.score)}</td>
              </tr>
            ))}
          </Table>
          <p class="muted">{te('page.survey.how')}</p>
        </>
      )}
      {tooFew.length > 0 && <p>{te('page.survey.few', { apps: tooFew.join(', ') })}</p>}
    </section>
  );
}
