import limits from '../../../shared/contract/limits.json';
import { useSignal } from '@preact/signals';
import { Dialog } from '../frame/Dialog';
import { Failure } from '../frame/Failure';
import { to } from './words';

interface Props {
  heading: string;
  what: string;
  act: (reason: string) => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
}

/** Asks why, and does it. */
export function ReasonDialog({ heading, what, act, onDone, onClose }: Props) {
  const reason = useSignal('');
  const busy = useSignal(false);
  const failure = useSignal<unknown>(undefined);
  const confirm = async () => {
    busy.value = true;
    failure.value = undefined;
    try {
      await act(reason.value.trim());
      onDone();
    } catch (problem) {
      failure.value = problem;
    }
    busy.value = false;
  };
  return (
    <Dialog
      heading={heading}
      confirm={heading}
      busy={busy.value || reason.value.trim() === ''}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <p>{what}</p>
      <label class="form-label" for="operations-why">
        {to('act.reason')}
      </label>
      <input
        id="operations-why"
        class="form-input"
        autocomplete="off"
        maxLength={limits.reasonLength}
        value={reason.value}
        onInput={(event) => (reason.value = event.currentTarget.value)}
      />
      {failure.value !== undefined && <Failure failure={failure.value} />}
    </Dialog>
  );
}
