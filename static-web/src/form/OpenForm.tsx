/** Opening a draft for its form, and opening it anew when another tab has written in it. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Locked, NotKept } from '../drafts';
import { writerOf, type Writer } from '../drafts/writer';
import { keysChanged } from '../encryption/keys';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { isSent, open, UnknownDraft, type Opened } from './load-draft';
import { takeNewId } from './own-id';
import { LockedNote, StoreFailure } from './store-notes';

/** What a form keeps its draft by. */
export interface Desk {
  writer: Writer;
  /** The form says how its draft is kept at once, and that there may be something new to merge. Gives the way to stop. */
  attend(saving: Attended): () => void;
  /** This tab writes, but it does not yet stand here as the other one has left it. */
  isLetIn: ReadonlySignal<boolean>;
  /** The draft is read anew. */
  reopened(): void;
}

interface Attended {
  flush(): Promise<void>;
  changed(): void;
}

interface Props {
  app: string;
  id: string;
  /** There is nothing to write in: it is in the outbox. */
  onSent: () => void;
  /** `turn` counts up when it is another form than before. */
  children: (opened: Opened, turn: number, desk: Desk, moved: (opened: Opened) => void) => ComponentChildren;
}

export function OpenForm({ app, id, onSent, children }: Props) {
  const [found, setFound] = useState<{ opened: Opened; turn: number }>();
  const [failure, setFailure] = useState<unknown>();
  const [tries, setTries] = useState(0);
  const take = (opened: Opened) => setFound((before) => ({ opened, turn: (before?.turn ?? 0) + 1 }));
  const again = () => setTries((count) => count + 1);
  const desk = useMemo(() => deskOf(id, again), [id]);
  useEffect(() => desk.writer.start(), [desk]);
  useEffect(() => {
    let isHere = true;
    const look = async () => {
      const opening = open(app, id);
      opening.catch(() => undefined);
      if (await isSent(id)) return isHere && onSent();
      const opened = await opening;
      if (!isHere) return;
      setFailure(undefined);
      take(opened);
      desk.reopened();
    };
    look().catch((problem: unknown) => {
      if (!isHere) return;
      if (problem instanceof UnknownDraft) takeNewId(app);
      else setFailure(problem);
    });
    return () => {
      isHere = false;
    };
  }, [app, id, tries]);
  const keys = keysChanged.value;
  useEffect(() => {
    if (failure instanceof Locked) again();
  }, [keys]);
  if (failure instanceof Locked) return <LockedNote />;
  if (failure instanceof NotKept) return <StoreFailure why={failure.why} onRetry={again} />;
  if (failure !== undefined) return <Failure failure={failure} onRetry={again} />;
  return found ? children(found.opened, found.turn, desk, take) : <Loading />;
}

function deskOf(id: string, reopen: () => void): Desk {
  let saving: Attended | undefined;
  const writer = writerOf(id, {
    onAsked: () => saving?.flush() ?? Promise.resolve(),
    // Whoever writes merges what a tab that was asleep has kept after all; whoever only looks is shown it.
    onKept: () => (writer.isWriting.peek() === false ? reopen() : saving?.changed()),
    onLetIn: () => {
      isLetIn.value = true;
      reopen();
    },
  });
  const isLetIn = signal(false);
  const attend = (attended: Attended) => {
    saving = attended;
    return () => {
      if (saving === attended) saving = undefined;
    };
  };
  return { writer, attend, isLetIn, reopened: () => (isLetIn.value = false) };
}
