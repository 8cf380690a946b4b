import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { dayOfTime, formatDayHeading, formatTime } from '../texts';
import { taken, type ShownTaken } from './api';
import { targetName, to } from './words';

interface Props {
  target: string;
  /** The server's time, RFC 3339: a later day cannot be chosen. */
  now: string;
}

/** Shows what a receiver took on a day, for comparison with its own list: the number, and each with its id there. */
export function TakenDay(props: Props) {
  const isOpen = useSignal(false);
  return (
    <details class="taken" onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary>{to('taken.open', { target: targetName(props.target) })}</summary>
      {isOpen.value && <Compared {...props} />}
    </details>
  );
}

function Compared({ target, now }: Props) {
  const id = useId();
  const day = useSignal(dayOfTime(now));
  const { list, failure, load } = useTaken(target, day.value);
  return (
    <>
      <p>{to('taken.how', { target: targetName(target) })}</p>
      <label class="form-label" for={id}>
        {to('taken.day')}
      </label>
      <input
        id={id}
        class="form-input"
        type="date"
        max={dayOfTime(now)}
        value={day.value}
        onInput={({ currentTarget: { value } }) => value && (day.value = value)}
      />
      {failure !== undefined && <Failure failure={failure} onRetry={() => void load()} />}
      {!list && failure === undefined && <Loading />}
      {list && <TakenList list={list} now={now} />}
    </>
  );
}

/** The list of a day; none while another day's is loading. */
function useTaken(target: string, day: string) {
  const list = useSignal<ShownTaken | undefined>(undefined);
  const failure = useSignal<unknown>(undefined);
  const load = async () => {
    failure.value = undefined;
    try {
      const answer = await taken(target, day);
      if (answer.day === day) list.value = answer;
    } catch (reason) {
      failure.value = reason;
    }
  };
  useEffect(() => void load(), [target, day]);
  return { list: list.value?.day === day ? list.value : undefined, failure: failure.value, load };
}

function TakenList({ list: { target, day, count, confirmed, items }, now }: { list: ShownTaken; now: string }) {
  const when = formatDayHeading(day, new Date(now));
  return (
    <>
      <p role="status">
        <strong>{to('taken.count', { day: when, target: targetName(target), count })}</strong>
        {confirmed > 0 && <span class="muted"> ({to('targets.confirmed', { count: confirmed })})</span>}
      </p>
      {items.length > 0 && (
        <ol class="taken-list">
          {items.map(({ id, at, receipt, confirmed: isConfirmed }) => (
            <li key={id}>
              {formatTime(at)} · {receipt || to('taken.by-hand')}
              {isConfirmed && receipt && ` · ${to('taken.by-hand')}`}
              <span class="muted"> · {to('taken.registration', { id })}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
