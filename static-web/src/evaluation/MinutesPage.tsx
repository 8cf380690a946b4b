import { useEffect } from 'preact/hooks';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { Icon } from '../icons';
import { useLatestAnswer } from '../latest-answer';
import { evaluationPath } from '../route';
import { formatDateTime } from '../texts';
import { minutes, type ShownMinutes } from './api';
import { Table } from './parts';
import { inWords } from './periods';
import { nameOf, numberInWords, percentInWords, te } from './words';

/** The minutes behind a figure: each run of minutes that was down or unknown, with the parts that were. */
export function MinutesPage({ period, part }: { period: string; part: string }) {
  const { answer: trace, failure, load: follow } = useLatestAnswer<ShownMinutes>();
  const load = () => follow(minutes(period, part));
  useEffect(() => void load(), [period, part]);
  const shown = trace.value;
  return (
    <div class="page evaluation">
      <a class="back-link" href={evaluationPath(period)}>
        <Icon name="back" />
        {te('page.back')}
      </a>
      <h1>{nameOf(part)}</h1>
      <p class="lead">{inWords(period)}</p>
      {failure.value !== undefined && <Failure failure={failure.value} onRetry={() => void load()} />}
      {!shown && failure.value === undefined && <Loading />}
      {shown && (
        <>
          <Sums trace={shown} />
          <Runs trace={shown} />
        </>
      )}
    </div>
  );
}

function Sums({ trace }: { trace: ShownMinutes }) {
  return (
    <ul>
      {(['gross', 'net'] as const).map((basis) => (
        <li key={basis}>
          {te('page.sum', {
            basis: te(basis),
            percent: percentInWords(trace[basis].percent),
            up: numberInWords(trace[basis].up),
            down: numberInWords(trace[basis].down),
            unknown: numberInWords(trace[basis].unknown),
          })}
        </li>
      ))}
    </ul>
  );
}

function Runs({ trace }: { trace: ShownMinutes }) {
  if (trace.runs.length === 0) return <p>{te('page.runs.none')}</p>;
  return (
    <>
      <Table
        caption={te('page.runs.caption')}
        columns={[
          te('incident.began'),
          te('incident.ended'),
          te('page.state'),
          te('part'),
          te('incident.minutes'),
          te('page.planned'),
        ]}
        numbers={2}
      >
        {trace.runs.map(({ began, ended, state, parts, minutes: length, planned }) => (
          <tr key={began}>
            <th scope="row">{formatDateTime(began)}</th>
            <td>{formatDateTime(ended)}</td>
            <td>{te(`page.state.${state}`)}</td>
            <td>{parts.map(nameOf).join(', ')}</td>
            <td class="number">{numberInWords(length)}</td>
            <td class="number">{numberInWords(planned)}</td>
          </tr>
        ))}
      </Table>
      {trace.more > 0 && <p>{te('page.runs.more', { more: numberInWords(trace.more) })}</p>}
    </>
  );
}
