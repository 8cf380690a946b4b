import limits from '../../../shared/contract/limits.json';
import { useSignal } from '@preact/signals';
import { Dialog } from './Dialog';
import { Failure } from './Failure';
import { TextLine } from './TextLine';

interface ReasonProps {
  heading: string;
  explanation: string;
  /** The label of the reason's box. */
  label: string;
  act: (reason: string) => Promise<unknown>;
  onDone: () => void;
  /** Called with a failure; returns whether the caller handles it. If not, the dialog shows it. */
  onFailure?: (problem: unknown) => boolean;
  onClose: () => void;
}

/** A dialog that asks for a reason and then acts; the reason is recorded with the act. */
export function ReasonDialog({ heading, explanation, label, act, onDone, onFailure, onClose }: ReasonProps) {
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
      if (!onFailure?.(problem)) failure.value = problem;
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
      <p>{explanation}</p>
      <div class="form-group">
        <TextLine
          label={label}
          maxLength={limits.reasonLength}
          value={reason.value}
          onInput={(text) => (reason.value = text)}
        />
      </div>
      {failure.value !== undefined && <Failure failure={failure.value} />}
    </Dialog>
  );
}
