/** Loads a draft with its form, and loads it again when another tab has changed it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Locked, StorageUnavailable } from '../drafts';
import { keysChanged } from '../encryption/keys';
import { Failure } from '../frame/Failure';
import { later } from '../frame/later';
import { PageLoading } from '../frame/Loading';
import { deskOf, type Desk } from './desk';
import { Formless, isSent, open, UnknownDraft, type Opened } from './load-draft';
import { takeNewId } from './own-id';
import { GoneNote, LockedNote, StoreFailure } from './store-notes';

const { Page: FormlessDraft } = later(() => import('./FormlessDraft').then((module) => module.FormlessDraft), true);

interface Props {
  app: string;
  id: string;
  /** Called when the draft is in the outbox, so that it cannot be edited. */
  onSent: () => void;
  /** `turn` counts the forms that were opened. */
  children: (opened: Opened, turn: number, desk: Desk, moved: (opened: Opened) => void) => ComponentChildren;
}

export function OpenForm({ app, id, onSent, children }: Props) {
  const [shown, setFound] = useState<{ opened: Opened; turn: number }>();
  const [failure, setFailure] = useState<unknown>();
  const [tries, setTries] = useState(0);
  const take = (opened: Opened) => setFound((before) => ({ opened, turn: (before?.turn ?? 0) + 1 }));
  const retry = () => setTries((count) => count + 1);
  const desk = useMemo(() => deskOf(id, retry), [id]);
  useEffect(() => desk.writer.start(), [desk]);
  useEffect(() => {
    let isHere = true;
    const load = async () => {
      const opening = open(app, id);
      opening.catch(() => undefined);
      if (await isSent(id)) return isHere && onSent();
      const opened = await opening;
      if (!isHere) return;
      setFailure(undefined);
      take(opened);
      desk.reopened();
    };
    load().catch((problem: unknown) => {
      if (!isHere) return;
      // A draft that was shown here and is gone was sent or deleted in another tab: an empty form in its place would
      // hide that.
      if (problem instanceof UnknownDraft && !shown) takeNewId(app);
      else setFailure(problem);
    });
    return () => {
      isHere = false;
    };
  }, [app, id, tries]);
  const keys = keysChanged.value;
  useEffect(() => {
    if (failure instanceof Locked) retry();
  }, [keys]);
  if (failure !== undefined) return <NotOpened failure={failure} onRetry={retry} />;
  return shown ? children(shown.opened, shown.turn, desk, take) : <PageLoading />;
}

/** Why there is no form. */
function NotOpened({ failure, onRetry }: { failure: unknown; onRetry: () => void }) {
  if (failure instanceof Locked) return <LockedNote />;
  if (failure instanceof UnknownDraft) return <GoneNote />;
  if (failure instanceof StorageUnavailable) return <StoreFailure why={failure.why} onRetry={onRetry} />;
  if (failure instanceof Formless) return <FormlessDraft formless={failure} onRetry={onRetry} />;
  return <Failure failure={failure} onRetry={onRetry} />;
}
