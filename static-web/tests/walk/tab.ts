/** One tab: the app as `main.tsx` starts it, and the form that the person has open in it. */
import { effect } from '@preact/signals';
import { vi } from 'vitest';
import type { Browser } from './browser';
import type { Frame } from './frame';

const APP = 'virksomhedsbesoeg';

async function modules() {
  vi.resetModules();
  const route = await import('../../src/route');
  const session = await import('../../src/session');
  const texts = await import('../../src/texts');
  await texts.bringTexts('da');
  return {
    ...{ route, session },
    drafts: await import('../../src/drafts'),
    store: await import('../../src/outbox/store'),
    drain: await import('../../src/outbox/drain'),
    state: await import('../../src/outbox/state'),
    keys: await import('../../src/encryption/follow-keys'),
    signing: await import('../../src/sign-out'),
    desk: await import('../../src/form/desk'),
    load: await import('../../src/form/load-draft'),
    own: await import('../../src/form/own-id'),
    form: await import('../../src/form/form-session'),
    photos: await import('../../src/attachments/store'),
    ahead: await import('../../src/offline/fetch-ahead'),
    definitions: await import('../../src/definitions'),
    fields: await import('../../src/definition'),
  };
}

type Modules = Awaited<ReturnType<typeof modules>>;
type Session = ReturnType<Modules['form']['begin']>;
type Desk = ReturnType<Modules['desk']['deskOf']>;

/** A form that stands open. `session` comes when the draft is read. */
export class OpenForm {
  session: Session | undefined;
  isOver = false;
  /** It is in the outbox, or received: the page goes on to it. */
  isSent = false;
  failure: unknown;
  stopWriting: () => void = () => undefined;

  constructor(
    readonly id: string,
    readonly owner: string,
    readonly isNew: boolean,
    readonly desk: Desk,
  ) {}

  /** Whether the page lets the person write in it. */
  get isWritable(): boolean {
    if (!this.session || this.isOver || this.isSent) return false;
    const { state } = this.session.saving.kept.peek();
    const isElsewhere = this.desk.writer.isWriting.peek() === false || this.desk.isLetIn.peek();
    return state !== 'sent' && state !== 'removed' && !isElsewhere && !this.isSending;
  }

  get isSending(): boolean {
    return this.session?.sender.now.peek().state === 'sending';
  }
}

export class Tab {
  form: OpenForm | undefined;
  /** What each form that was read found. */
  onOpened: (form: OpenForm) => void = () => undefined;

  private constructor(
    readonly frame: Frame,
    readonly browser: Browser,
    readonly app: Modules,
  ) {}

  static async open(browser: Browser, historyState: unknown = null): Promise<Tab> {
    const frame = browser.newFrame(historyState);
    return browser.current.run(frame, async () => {
      const tab = new Tab(frame, browser, await modules());
      const { route, session, keys, state, drain } = tab.app;
      route.followAddress();
      session.followSession();
      keys.followKeys();
      state.followOutbox();
      drain.startOutbox();
      // The page of somebody else, and the sign-in page, have no form of the one before.
      effect(() => {
        const [who, isLetIn] = [session.personKey.value, session.letIn.value];
        if (tab.form && (tab.form.owner !== who || !isLetIn || session.session.value.state === 'unexpected'))
          tab.leave();
      });
      return tab;
    });
  }

  /** `work` as the tab does it. */
  as<T>(work: () => T): T {
    return this.browser.current.run(this.frame, work);
  }

  get person(): string | null {
    const { letIn, personKey, session } = this.app.session;
    const isOpen = letIn.peek() && !['signed-out', 'unexpected'].includes(session.peek().state);
    return isOpen ? personKey.peek() : null;
  }

  write(id: string, isNew: boolean): void {
    this.as(() => {
      this.leave();
      const { own, route, desk, session } = this.app;
      if (isNew) own.claimId(id);
      route.navigate(route.formPath(APP, id), { replace: true });
      const reopen = () => void this.read(form);
      const form: OpenForm = new OpenForm(id, session.personKey.peek() ?? '', isNew, desk.deskOf(id, reopen));
      this.form = form;
      form.stopWriting = form.desk.writer.start();
      reopen();
    });
  }

  leave(): void {
    this.as(() => {
      const { form } = this;
      this.form = undefined;
      if (!form) return;
      form.isOver = true;
      form.session?.stop();
      form.stopWriting();
      this.app.route.navigate('/');
    });
  }

  private async read(form: OpenForm): Promise<void> {
    const { load } = this.app;
    try {
      if (await load.isSent(form.id)) {
        form.isSent = true;
        return;
      }
      const opened = await load.open(APP, form.id);
      if (form.isOver) return;
      form.session?.stop();
      form.session = this.begun(form, opened);
      form.desk.attend(form.session.saving);
      form.desk.reopened();
      form.failure = undefined;
      this.onOpened(form);
    } catch (failure) {
      form.failure = failure;
    }
  }

  private begun(form: OpenForm, opened: Parameters<Modules['form']['begin']>[0]): Session {
    return this.app.form.begin(opened, {
      ...{ id: form.id, personKey: form.owner, onKept: form.desk.writer.tellKept },
      onSent: () => (form.isSent = true),
      onReturned: () => undefined,
    });
  }
}
