/** The results of the survey. Shown only for whole quarters, and only where there are enough answers. */
import type { ShownEffects } from './api';
import { Table } from './parts';
import { inWords } from './periods';
import { appInWords, decimalInWords, numberInWords, te, type EvaluationKey } from './words';

type Opinion = ShownEffects['opinions']['apps'][number];

const FIGURES: readonly (readonly [EvaluationKey, (of: Opinion) => string])[] = [
  ['survey.answers', (of) => numberInWords(of.answers)],
  ['survey.needs', (of) => decimalInWords(of.needs)],
  ['survey.easy', (of) => decimalInWords(of.easy)],
  ['survey.score', (of) => numberInWords(of.score)],
];

export function Opinions({ effects: { opinions, period, titles }, app }: { effects: ShownEffects; app: string }) {
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
            columns={[te('page.effect.figure'), ...rows.map((row) => appInWords(row.app, titles))]}
            numbers={rows.length}
          >
            {FIGURES.map(([key, read]) => (
              <tr key={key}>
                <th scope="row">{te(key)}</th>
                {rows.map((row) => (
                  <td key={row.app} class="number">
                    {read(row)}
                  </td>
                ))}
              </tr>
            ))}
          </Table>
          <p class="muted">{te('page.survey.how')}</p>
        </>
      )}
      {tooFew.length > 0 && (
        <p>{te('page.survey.few', { apps: tooFew.map((few) => appInWords(few, titles)).join(', ') })}</p>
      )}
    </section>
  );
}
