import limits from '../../../shared/contract/limits.json';
import { useSignal } from '@preact/signals';
import { Dialog } from '../frame/Dialog';
import { Failure } from '../frame/Failure';
import { isChanged } from './api';
import { TextLine } from './lines';
import { ta } from './words';

interface Props {
  heading: string;
  what: string;
  act: (reason: string) => Promise<unknown>;
  onDone: () => void;
  /** Another operator has changed the line meanwhile, so what is shown is outdated. */
  onChanged: (problem: unknown) => void;
  onClose: () => void;
}

/** A dialog that asks for a reason before access is removed or sessions are ended; the reason is recorded in the trail. */
export function Reasoned({ heading, what, act, onDone, onChanged, onClose }: Props) {
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
      if (isChanged(problem)) onChanged(problem);
      else failure.value = problem;
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
      <TextLine
        id="access-why"
        label={ta('person.why')}
        value={reason.value}
        most={limits.reasonLength}
        onInput={(text) => (reason.value = text)}
      />
      {failure.value !== undefined && <Failure failure={failure.value} />}
    </Dialog>
  );
}
