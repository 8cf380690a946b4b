/** Faults planted in the product one by one: what stands there, and what stands there then. The walk must find each. */
export interface Bug {
  name: string;
  file: string;
  right: string;
  wrong: string;
}

export const BUGS: readonly Bug[] = [
  {
    name: 'what is sent stays a draft',
    file: 'outbox/store.ts',
    right: `    await transaction.objectStore('drafts').delete(keyOf(entry));
  }, true);
}

/** A person's`,
    wrong: `  }, true);
}

/** A person's`,
  },
  {
    name: 'what was sent goes with its photos from the phone before they are received',
    file: 'outbox/store.ts',
    right: `    if (there === undefined) await transaction.objectStore('outbox').put(row);`,
    wrong: `    if (there === undefined) await transaction.objectStore('outbox').put(row);
    await transaction.objectStore('attachments').delete(IDBKeyRange.bound(keyOf(entry), [...keyOf(entry), []]));`,
  },
  {
    name: 'the outbox shows and sends what is anybody else',
    file: 'outbox/store.ts',
    right: `  const range = IDBKeyRange.bound([personKey], [personKey, []]);
  const rows`,
    wrong: `  const range = IDBKeyRange.bound([''], [personKey + 'g', []]);
  const rows`,
  },
  {
    name: 'photos go after the visit',
    file: 'outbox/send-entry.ts',
    right: `    await this.sendAttachments();
    await this.note({ isOffered: true });
    try {
      await this.putRegistration();`,
    wrong: `    await this.note({ isOffered: true });
    try {
      await this.putRegistration();
      await this.sendAttachments();`,
  },
  {
    name: 'an answer that never came is taken for a yes',
    file: 'outbox/send-entry.ts',
    right: `    if (failure instanceof NotKept) throw failure;
    return failed`,
    wrong: `    if (failure instanceof NotKept) throw failure;
    if (!(failure instanceof Problem)) return ports.keeping.settle(attempt.entry).then(() => ({ kind: 'received' }));
    return failed`,
  },
  {
    name: 'a session that is over gives the registration back',
    file: 'outbox/failed.ts',
    right: `  if (status === 401) return held('signed-out');`,
    wrong: ``,
  },
  {
    name: 'signing out forgets the photos',
    file: 'drafts/wipe.ts',
    right: `['drafts', 'outbox', 'attachments', 'keys']`,
    wrong: `['drafts', 'outbox', 'keys']`,
  },
  {
    name: 'what was received stays a draft where the store failed',
    file: 'drafts/received.ts',
    right: `  note([...noted(), [personKey, id, corrects]]);`,
    wrong: `  note(noted().filter(() => personKey + id + corrects === ''));`,
  },
  {
    name: 'a merge takes the older answer',
    file: 'drafts/merge.ts',
    right: `  if (isSame(theirs, base)) return mine;`,
    wrong: `  if (isSame(theirs, base)) return theirs;`,
  },
  {
    name: 'the last of two tabs that write wins',
    file: 'drafts/index.ts',
    right: `    const isFree = sent === undefined && (isSame || isEmptied);`,
    wrong: `    const isFree = sent === undefined || (isSame && isEmptied);`,
  },
  {
    name: 'it is said to be kept before it is',
    file: 'drafts/autosave.ts',
    right: `      try {
        done(draft, await`,
    wrong: `      kept.value = { state: 'kept', at: draft.updatedAt };
      try {
        if (draft.id) break;
        done(draft, await`,
  },
  {
    name: 'a write that failed is not tried again',
    file: 'drafts/autosave.ts',
    right: `    kept.value = { state: 'not-kept', why: failure instanceof NotKept ? failure.why : 'broken' };`,
    wrong: `    kept.value = { state: 'kept', at: new Date().toISOString() };`,
  },
  {
    name: 'what is taken back is in the outbox still',
    file: 'outbox/store.ts',
    right: `    if (isBeingSent(current, now)) return 'being-sent';
    await transaction.objectStore('outbox').delete(keyOf(owner));`,
    wrong: `    if (isBeingSent(current, now)) return 'being-sent';`,
  },
  {
    name: 'what comes back is in the outbox still',
    file: 'outbox/store.ts',
    right: `    if (!(await own(transaction, entry))) return false;
    await transaction.objectStore('outbox').delete(keyOf(entry));`,
    wrong: `    if (!(await own(transaction, entry))) return false;`,
  },
  {
    name: 'what is received stays in the outbox',
    file: 'outbox/store.ts',
    right: `    await transaction.objectStore('outbox').delete([personKey, id]);`,
    wrong: ``,
  },
  {
    name: 'what the server may have got is changed by the register',
    file: 'outbox/send-entry.ts',
    right: `(!isOffered && content.lookUps.length > 0)`,
    wrong: `(isOffered !== undefined && content.lookUps.length > 0)`,
  },
  {
    name: 'signing out forgets the outbox',
    file: 'drafts/wipe.ts',
    right: `['drafts', 'outbox', 'attachments', 'keys']`,
    wrong: `['drafts', 'attachments', 'keys']`,
  },
  {
    name: 'a form keeps on after its person has signed out',
    file: 'drafts/index.ts',
    right: `    if (personKey.peek() === null) throw new Removed();`,
    wrong: ``,
  },
  {
    name: 'a form opens before what was written last is kept',
    file: 'form/load-draft.ts',
    right: `  await lastSaves();`,
    wrong: ``,
  },
  {
    name: 'two tabs are merged against what they began with long ago',
    file: 'drafts/autosave.ts',
    right: `    base = result.answers;`,
    wrong: ``,
  },
  {
    name: 'any id in an address is a new form',
    file: 'form/own-id.ts',
    right: `?.newDraft === markOf(id);`,
    wrong: `?.newDraft !== 'none' + id;`,
  },
  {
    name: 'an older reading of the outbox is shown to whoever came since',
    file: 'outbox/state.ts',
    right: `  if (turn === reading) outbox.value`,
    wrong: `  if (turn <= reading) outbox.value`,
  },
  {
    name: 'a deleted draft stays',
    file: 'drafts/index.ts',
    right: `      transaction.objectStore('drafts').delete([key, id]),`,
    wrong: ``,
  },
  {
    name: 'the keys that the phone made go while something is written by them',
    file: 'encryption/keys.ts',
    right: `  if (given.some(({ at }) => now.getTime() - Date.parse(at) > UNDER_WAY_MS))`,
    wrong: `  if (given.some(({ at }) => now.getTime() - Date.parse(at) >= 0))`,
  },
  {
    name: 'what a browser has lost with its store is not kept anew',
    file: 'drafts/index.ts',
    right: `before.keptIn !== undefined && before.keptIn !== keptIn;`,
    wrong: `before.keptIn !== undefined && before.keptIn === '';`,
  },
];
