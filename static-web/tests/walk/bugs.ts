/** Bugs to plant in the product one at a time: the `right` source text, and the `wrong` text that replaces it. The walk must find each. */
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
    right: `    if (existing === undefined) await transaction.objectStore('outbox').put(row);`,
    wrong: `    if (existing === undefined) await transaction.objectStore('outbox').put(row);
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
    right: `    if (failure instanceof StorageUnavailable) throw failure;
    return failed`,
    wrong: `    if (failure instanceof StorageUnavailable) throw failure;
    if (!(failure instanceof Problem)) return ports.keeping.settle(attempt.entry).then(() => ({ kind: 'received' }));
    return failed`,
  },
  {
    name: 'a session that is over gives the registration back',
    file: 'outbox/retry-decision.ts',
    right: `  if (status === 401) return waitForPerson('signed-out');`,
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
    right: `  writeRecords([...readRecords(), [personKey, id, corrects]]);`,
    wrong: `  writeRecords(readRecords().filter(() => personKey + id + corrects === ''));`,
  },
  {
    name: 'a merge takes the older answer',
    file: 'drafts/merge.ts',
    right: `  if (isSame(otherTab, base)) return thisTab;`,
    wrong: `  if (isSame(otherTab, base)) return otherTab;`,
  },
  {
    name: 'the last of two tabs that write wins',
    file: 'drafts/index.ts',
    right: `    const mayReplace = sent === undefined && (isSame || wasStoreLost);`,
    wrong: `    const mayReplace = sent === undefined || (isSame && wasStoreLost);`,
  },
  {
    name: 'it is said to be kept before it is',
    file: 'drafts/autosave.ts',
    right: `      try {
        this.saved(draft, await`,
    wrong: `      this.state.value = { state: 'kept', at: draft.updatedAt };
      try {
        if (draft.id) break;
        this.saved(draft, await`,
  },
  {
    name: 'a write that failed is not tried again',
    file: 'drafts/autosave.ts',
    right: `    this.state.value = { state: 'not-kept', why: failure instanceof StorageUnavailable ? failure.why : 'broken' };`,
    wrong: `    this.state.value = { state: 'kept', at: new Date().toISOString() };`,
  },
  {
    name: 'what is taken back is in the outbox still',
    file: 'outbox/store.ts',
    right: `    if (isBeingSent(current, now)) return 'being-sent';
    await transaction.objectStore('outbox').delete(keyOf(owner));`,
    wrong: `    if (isBeingSent(current, now)) return 'being-sent';`,
  },
  {
    name: 'what is received stays in the outbox',
    file: 'outbox/store.ts',
    right: `    await transaction.objectStore('outbox').delete([personKey, id]);`,
    wrong: ``,
  },
  {
    name: 'signing out forgets the outbox',
    file: 'drafts/wipe.ts',
    right: `['drafts', 'outbox', 'attachments', 'keys']`,
    wrong: `['drafts', 'attachments', 'keys']`,
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
    name: 'a session that is over takes the registration for received',
    file: 'outbox/send-entry.ts',
    right: `    return failed(failure, attempt.entry, ports);`,
    wrong: `    if (failure instanceof Problem && failure.status === 401)
      return ports.keeping.settle(attempt.entry).then(() => ({ kind: 'received' }));
    return failed(failure, attempt.entry, ports);`,
  },
  {
    name: 'each try has an id of its own',
    file: 'outbox/send-entry.ts',
    right: `    await putRegistration(app, id, {`,
    wrong: `    await putRegistration(app, id.slice(0, -2) + String(10 + this.entry.tries), {`,
  },
  {
    name: 'signing out takes what everybody has written',
    file: 'drafts/wipe.ts',
    right: `IDBKeyRange.bound([personKey], [personKey, []])`,
    wrong: `IDBKeyRange.lowerBound([personKey.slice(0, 0)])`,
  },
  {
    name: 'what is taken back is in no place',
    file: 'outbox/store.ts',
    right: `    await transaction.objectStore('drafts').put(draft);
    return 'taken';`,
    wrong: `    return 'taken';`,
  },
  {
    name: 'a merge does not know what both began with',
    file: 'drafts/index.ts',
    right: `mergeAnswers(ancestor, unsaved.answers, otherDraft.answers)`,
    wrong: `mergeAnswers({}, unsaved.answers, otherDraft.answers)`,
  },
  {
    name: 'it leaves the phone before the server has it',
    file: 'outbox/send-entry.ts',
    right: `    await this.note({ isOffered: true });`,
    wrong: `    await this.ports.keeping.settle(this.entry);`,
  },
  {
    name: 'what somebody writes is kept as the words of who has signed in since',
    file: 'form/form-session.ts',
    right: `personKey: this.context.personKey,`,
    wrong: `personKey: localStorage.getItem('feltskema.person') ?? '',`,
  },
];
