import limits from '../../../shared/contract/limits.json';
import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Dialog } from '../frame/Dialog';
import { Failure } from '../frame/Failure';
import { TextLine } from '../frame/TextLine';
import type { ShownHelper } from '../generated/api';
import { helpers, type ActName, type ListedDelivery, type MoveRequest } from './api';
import { to } from './words';

interface Props {
  act: ActName;
  /** The chosen deliveries that are shown. */
  chosen: readonly Pick<ListedDelivery, 'acts' | 'assigned'>[];
  /** How many are chosen, with those that are not shown. */
  count: number;
  onMove: (request: MoveRequest) => void;
  onClose: () => void;
}

/** The acts that need a reason, so that others understand them later. */
const NEEDS_REASON = new Set<ActName>(['close', 'park']);

/** The choice to take a delivery back; no person's key. */
const NOBODY = '-';

/** Explains an act and asks for its reason, receipt or receiving person, before it is done. */
export function ActDialog({ act, chosen, count, onMove, onClose }: Props) {
  const reason = useSignal('');
  const receipt = useSignal('');
  const receiver = useSignal('');
  const needsReason = NEEDS_REASON.has(act);
  const words = to(`act.${act}`);
  const affected = affectedOf(act, chosen, count);
  const canTakeBack = affected === undefined || chosen.some(({ assigned }) => assigned !== '');
  const isIncomplete = (needsReason && reason.value.trim() === '') || (act === 'hand' && receiver.value === '');
  const confirm = () =>
    onMove({
      ...{ act, reason: reason.value.trim(), receipt: receipt.value.trim() },
      to: receiver.value === NOBODY ? '' : receiver.value,
    });
  return (
    <Dialog
      heading={affected && affected > 1 ? to('act.of', { act: words, count: affected }) : words}
      {...{ confirm: words, busy: isIncomplete, onConfirm: confirm, onClose }}
    >
      <Explanation {...{ act, affected, count }} />
      {act === 'hand' && <HelperChoice {...{ receiver, canTakeBack }} />}
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

/** How many of the chosen deliveries the act applies to; undefined where some of them are not shown. */
function affectedOf(act: ActName, chosen: Props['chosen'], count: number): number | undefined {
  return chosen.length === count ? chosen.filter(({ acts }) => acts.includes(act)).length : undefined;
}

interface ExplanationProps {
  act: ActName;
  affected: number | undefined;
  count: number;
}

/** What the act does, and to how many of the chosen. */
function Explanation({ act, affected, count }: ExplanationProps) {
  return (
    <>
      {affected === undefined && <p>{to('act.applies.unseen', { total: count })}</p>}
      {affected !== undefined && affected < count && <p>{to('act.applies', { count: affected, total: count })}</p>}
      <p>{to(affected === 1 ? `act.${act}.what.one` : `act.${act}.what`)}</p>
    </>
  );
}

interface HelperProps {
  /** The chosen person's key; `NOBODY` to take it back; empty while nothing is chosen. */
  receiver: Signal<string>;
  canTakeBack: boolean;
}

/** Chooses who takes a delivery over. Nobody is chosen beforehand, so that it is handed to somebody. */
function HelperChoice({ receiver, canTakeBack }: HelperProps) {
  const people = useSignal<readonly ShownHelper[]>([]);
  const failure = useSignal<unknown>(undefined);
  const load = () => {
    failure.value = undefined;
    helpers().then(
      (everybody) => (people.value = everybody),
      (reason: unknown) => (failure.value = reason),
    );
  };
  useEffect(load, []);
  return (
    <div class="form-group">
      <label class="form-label" for="act-whom">
        {to('act.to')}
      </label>
      <select
        id="act-whom"
        class="form-select"
        required
        value={receiver.value}
        onChange={(event) => (receiver.value = event.currentTarget.value)}
      >
        <option value="">{to('act.to.choose')}</option>
        {people.value.map(({ key, name, team }) => (
          <option key={key} value={key}>
            {[name, team].filter(Boolean).join(', ')}
          </option>
        ))}
        {canTakeBack && <option value={NOBODY}>{to('act.to.nobody')}</option>}
      </select>
      {failure.value !== undefined && <Failure failure={failure.value} onRetry={load} />}
    </div>
  );
}
