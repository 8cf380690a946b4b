import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { dayOfTime } from '../texts';
import { reconcile, loadTaken, type ShownTaken } from './api';
import { TakenList } from './TakenList';
import { targetName, to } from './words';

interface Props {
  target: string;
  /** The server's time, RFC 3339: a later day cannot be chosen. */
  now: string;
  /** The day that is shown first, `YYYY-MM-DD`: one on which something is missing. Today where it is left out. */
  day?: string | undefined;
  onChanged: () => void;
}

/** Lists the deliveries that a receiver accepted on a day, to compare with what it has: by a query where it allows one, else by hand. */
export function TakenDay(props: Props) {
  const isOpen = useSignal(false);
  return (
    <details class="taken" onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary>{to('taken.open', { target: targetName(props.target) })}</summary>
      {isOpen.value && <Compared {...props} />}
    </details>
  );
}

function Compared({ target, now, day: first, onChanged }: Props) {
  const id = useId();
  const day = useSignal(first ?? dayOfTime(now));
  const { list, failure, isAsking, load, ask } = useTaken(target, day.value);
  const changed = () => {
    void load();
    onChanged();
  };
  return (
    <>
      <p>{to(list?.canBeAsked ? 'taken.how.asked' : 'taken.how', { target: targetName(target) })}</p>
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
      {list && <TakenList list={list} now={now} onExplained={changed} />}
      {list?.canBeAsked && list.there < list.count && (
        <button
          type="button"
          class="button button-secondary"
          aria-disabled={isAsking}
          onClick={() => !isAsking && void ask().then(onChanged)}
        >
          {to(isAsking ? 'taken.asking' : 'taken.ask', { target: targetName(target) })}
        </button>
      )}
    </>
  );
}

/** The list of a day; `undefined` while it is loading. */
function useTaken(target: string, day: string) {
  const list = useSignal<ShownTaken | undefined>(undefined);
  const failure = useSignal<unknown>(undefined);
  const isAsking = useSignal(false);
  const shownDay = useRef(day);
  shownDay.current = day;
  const read = async (answers: Promise<ShownTaken>) => {
    failure.value = undefined;
    try {
      const answer = await answers;
      if (answer.day === shownDay.current) list.value = answer;
    } catch (reason) {
      // The failure of another day says nothing about the one that is shown.
      if (day === shownDay.current) failure.value = reason;
    }
  };
  const load = () => read(loadTaken(target, day));
  const ask = async () => {
    isAsking.value = true;
    await read(reconcile(target, day));
    isAsking.value = false;
  };
  useEffect(() => void load(), [target, day]);
  const shown = list.value?.day === day ? list.value : undefined;
  return { list: shown, failure: failure.value, isAsking: isAsking.value, load, ask };
}
