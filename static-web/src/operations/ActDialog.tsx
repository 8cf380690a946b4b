import limits from '../../../shared/contract/limits.json';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Dialog } from '../frame/Dialog';
import type { ShownHelper } from '../generated/api';
import type { ActName } from './ActBar';
import { helpers, type Doing } from './api';
import { to } from './words';

interface Props {
  act: ActName;
  count: number;
  onDo: (doing: Doing) => void;
  onClose: () => void;
}

/** What another must be able to understand afterwards. */
const NEEDS_REASON = new Set<ActName>(['close', 'park']);

/** Says what an act does, and asks for what it takes, before it is done. */
export function ActDialog({ act, count, onDo, onClose }: Props) {
  const reason = useSignal('');
  const receipt = useSignal('');
  const whom = useSignal('');
  const people = useSignal<readonly ShownHelper[]>([]);
  useEffect(() => {
    if (act === 'hand')
      void helpers().then(
        (everybody) => (people.value = everybody),
        () => undefined,
      );
  }, [act]);
  const isLacking = NEEDS_REASON.has(act) && reason.value.trim() === '';
  const words = to(`act.${act}`);
  const heading = count > 1 ? to('act.of', { act: words, count }) : words;
  return (
    <Dialog
      heading={heading}
      confirm={words}
      busy={isLacking}
      onConfirm={() => onDo({ act, reason: reason.value.trim(), receipt: receipt.value.trim(), to: whom.value })}
      onClose={onClose}
    >
      <p>{to(`act.${act}.what`)}</p>
      {act === 'hand' && (
        <>
          <label class="form-label" for="act-whom">
            {to('act.to')}
          </label>
          <select
            id="act-whom"
            class="form-select"
            value={whom.value}
            onChange={(event) => (whom.value = event.currentTarget.value)}
          >
            <option value="">{to('act.to.nobody')}</option>
            {people.value.map(({ key, name, team }) => (
              <option key={key} value={key}>
                {[name, team].filter(Boolean).join(', ')}
              </option>
            ))}
          </select>
        </>
      )}
      {act === 'delivered' && count === 1 && (
        <Line id="act-receipt" label={to('act.receipt')} most={limits.receiptLength} text={receipt} />
      )}
      <Line
        id="act-reason"
        label={to(NEEDS_REASON.has(act) ? 'act.reason' : 'act.reason.optional')}
        most={limits.reasonLength}
        text={reason}
      />
    </Dialog>
  );
}

interface LineProps {
  id: string;
  label: string;
  most: number;
  text: { value: string };
}

function Line({ id, label, most, text }: LineProps) {
  return (
    <>
      <label class="form-label" for={id}>
        {label}
      </label>
      <input
        id={id}
        class="form-input"
        autocomplete="off"
        maxLength={most}
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
      />
    </>
  );
}
