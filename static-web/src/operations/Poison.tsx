import { useSignal } from '@preact/signals';
import { announce } from '../announce';
import { Failure } from '../frame/Failure';
import { emptyPoison, type ShownOverview } from './api';
import { stateName, to } from './words';

interface Props {
  board: ShownOverview;
  onChanged: () => void;
}

/** Shows how many poison messages there are, with a button that queues them again, and the result for each. */
export function Poison({ board, onChanged }: Props) {
  const lines = useSignal<readonly string[]>([]);
  const failure = useSignal<unknown>(undefined);
  const count = board.queues.find(({ name }) => name.endsWith('-poison'))?.waiting ?? 0;
  const empty = async () => {
    failure.value = undefined;
    try {
      const emptied = await emptyPoison();
      lines.value = emptied.map(({ key, outcome, status }) =>
        to(`poison.${outcome}`, { key: key.slice(0, 60), state: status ? stateName(status) : '' }),
      );
      announce(lines.value.join('. '));
      onChanged();
    } catch (reason) {
      failure.value = reason;
    }
  };
  return (
    <section aria-labelledby="poison">
      <h2 id="poison" class="h4 list-heading">
        {to('poison.title')}
      </h2>
      <p class="muted">{count === 0 ? to('poison.none') : to('poison.some', { count })}</p>
      {count > 0 && (
        <button type="button" class="button button-secondary" onClick={() => void empty()}>
          {to('poison.empty')}
        </button>
      )}
      <ul class="told">
        {lines.value.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {failure.value !== undefined && <Failure failure={failure.value} />}
    </section>
  );
}
