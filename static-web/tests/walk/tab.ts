/** A tab: the app as `main.tsx` starts it, and the form that is open in it. */
import type { Browser } from './browser';
import type { Page } from './bundle';
import type { Frame } from './frame';

const APP = 'virksomhedsbesoeg';

type Session = ReturnType<Page['form']['begin']>;
type Desk = ReturnType<Page['desk']['deskOf']>;

/** An open form. `session` is undefined until the draft is loaded. */
export class OpenForm {
  session: Session | undefined;
  isOver = false;
  /** Whether it is in the outbox, or received, so that the page shows the registration. */
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
    const { state } = this.session.saving.state.peek();
    const isElsewhere = this.desk.writer.isWriting.peek() === false || this.desk.isLetIn.peek();
    return state !== 'sent' && state !== 'removed' && !isElsewhere && !this.isSending;
  }

  get isSending(): boolean {
    return this.session?.sender.now.peek().state === 'sending';
  }
}

export class Tab {
  form: OpenForm | undefined;
  /** Called when a form is loaded. */
  onOpened: (form: OpenForm) => void = () => undefined;

  private constructor(
    readonly frame: Frame,
    readonly browser: Browser,
    readonly app: Page,
  ) {}

  static open(browser: Browser, makePage: () => Page, historyState: unknown = null): Tab {
    const frame = browser.newFrame(historyState);
    return browser.current.run(frame, () => {
      const tab = new Tab(frame, browser, makePage());
      const { route, session, keys, state, drain, texts, checking, memory } = tab.app;
      void Promise.all([texts.loadTexts('da'), checking.loadValidation()]);
      route.followAddress();
      session.followSession();
      keys.followKeys();
      state.followOutbox();
      memory.followMemory();
      drain.startOutbox();
      // The sign-in page, and the page of another person, must not show the previous person's form.
      tab.app.effect(() => {
        const [who, isLetIn] = [session.personKey.value, session.hasHadSession.value];
        if (tab.form && (tab.form.owner !== who || !isLetIn || session.session.value.state === 'unexpected'))
          tab.leave();
      });
      return tab;
    });
  }

  /** Runs `work` as this tab. */
  as<T>(work: () => T): T {
    return this.browser.current.run(this.frame, work);
  }

  get person(): string | null {
    const { hasHadSession, personKey, session } = this.app.session;
    const isOpen = hasHadSession.peek() && !['signed-out', 'unexpected'].includes(session.peek().state);
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
        this.goOn(form);
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

  /** Goes to the page of the sent registration. */
  private goOn(form: OpenForm): void {
    const { route } = this.app;
    form.isSent = true;
    if (this.form === form) route.moveOn(route.registrationPath(APP, form.id));
  }

  private begun(form: OpenForm, opened: Parameters<Page['form']['begin']>[0]): Session {
    return this.app.form.begin(opened, {
      id: form.id,
      personKey: form.owner,
      onSaved: form.desk.writer.announceSaved,
      onSent: () => this.goOn(form),
      onReturned: () => undefined,
    });
  }
}
