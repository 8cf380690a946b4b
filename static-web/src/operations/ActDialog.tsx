import limits from '../../../shared/contract/limits.json';
import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Dialog } from '../frame/Dialog';
import { TextLine } from '../frame/TextLine';
import type { ShownHelper } from '../generated/api';
import { helpers, type ActName, type MoveRequest } from './api';
import { to } from './words';

interface Props {
  act: ActName;
  count: number;
  onMove: (request: MoveRequest) => void;
  onClose: () => void;
}

/** The acts that need a reason, so that others understand them later. */
const NEEDS_REASON = new Set<ActName>(['close', 'park']);

/** Explains an act and asks for its reason, receipt or receiving person, before it is done. */
export function ActDialog({ act, count, onMove, onClose }: Props) {
  const reason = useSignal('');
  const receipt = useSignal('');
  const receiver = useSignal('');
  const needsReason = NEEDS_REASON.has(act);
  const words = to(`act.${act}`);
  const heading = count > 1 ? to('act.of', { act: words, count }) : words;
  return (
    <Dialog
      heading={heading}
      confirm={words}
      busy={needsReason && reason.value.trim() === ''}
      onConfirm={() => onMove({ act, reason: reason.value.trim(), receipt: receipt.value.trim(), to: receiver.value })}
      onClose={onClose}
    >
      <p>{to(`act.${act}.what`)}</p>
      {act === 'hand' && <HelperChoice chosen={receiver} />}
      {act === 'delivered' && count === 1 && (
        <TextLine
          id="act-receipt"
          label={to('act.receipt')}
          maxLength={limits.receiptLength}
          value={receipt.value}
          onInput={(text) => (receipt.value = text)}
        />
      )}
      <TextLine
        id="act-reason"
        label={to(needsReason ? 'act.reason' : 'act.reason.optional')}
        maxLength={limits.reasonLength}
        value={reason.value}
        onInput={(text) => (reason.value = text)}
      />
    </Dialog>
  );
}

/** Chooses who takes a delivery over; the value is the person's key. Empty where the list cannot be fetched. */
function HelperChoice({ chosen }: { chosen: Signal<string> }) {
  const people = useSignal<readonly ShownHelper[]>([]);
  useEffect(() => {
    void helpers().then(
      (everybody) => (people.value = everybody),
      () => undefined,
    );
  }, []);
  return (
    <div class="form-group">
      <label class="form-label" for="act-whom">
        {to('act.to')}
      </label>
      <select
        id="act-whom"
        class="form-select"
        value={chosen.value}
        onChange={(event) => (chosen.value = event.currentTarget.value)}
      >
        <option value="">{to('act.to.nobody')}</option>
        {people.value.map(({ key, name, team }) => (
          <option key={key} value={key}>
            {[name, team].filter(Boolean).join(', ')}
          </option>
        ))}
      </select>
    </div>
  );
}
