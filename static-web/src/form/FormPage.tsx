/** The page on which a registration is written and sent. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Section } from '../definition';
import { copyAttachments } from '../attachments/store';
import { keep } from '../drafts';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { Icon } from '../icons';
import { holdForm } from '../offline/form-lock';
import { formPath, navigate } from '../route';
import { personKey } from '../session';
import { t, words } from '../texts';
import { FormContext } from './context';
import { ErrorSummary } from './ErrorSummary';
import { Fields } from './Fields';
import { NewerForm } from './NewerForm';
import { isSent, open, type Opened } from './load-draft';
import { SavedNote } from './SavedNote';
import { SendPanel } from './SendPanel';
import { begin, type FormSession } from './form-session';
import { uuidv7 } from './uuid';

interface Props {
  app: string;
  id?: string;
  onSent: (app: string, id: string) => void;
  onLeave: () => void;
}

export function FormPage(props: Props) {
  const { app, id } = props;
  useEffect(() => {
    if (id === undefined) navigate(formPath(app, uuidv7()), { replace: true });
  }, [app, id]);
  if (id === undefined) return <Loading />;
  // Another person's form is another form.
  return <OpenForm {...props} id={id} key={`${id} ${personKey.value}`} />;
}

function OpenForm(props: Props & { id: string }) {
  const { app, id, onSent } = props;
  const [opened, setOpened] = useState<Opened>();
  const [failure, setFailure] = useState<unknown>();
  const [tries, setTries] = useState(0);
  const [moves, setMoves] = useState(0);
  useEffect(() => {
    let isHere = true;
    const look = async () => {
      if (await isSent(id)) return isHere && onSent(app, id);
      const found = await open(app, id);
      return isHere && setOpened(found);
    };
    look().catch((problem: unknown) => isHere && setFailure(problem));
    return () => {
      isHere = false;
    };
  }, [app, id, tries]);
  if (opened) {
    const move = (to: Opened) => {
      setOpened(to);
      setMoves(moves + 1);
    };
    // On another definition it is another form.
    return <Written {...props} key={moves} opened={opened} onMoved={move} />;
  }
  if (failure === undefined) return <Loading />;
  const again = () => {
    setFailure(undefined);
    setTries(tries + 1);
  };
  return <Failure failure={failure} onRetry={again} />;
}

interface WrittenProps extends Props {
  id: string;
  opened: Opened;
  onMoved: (opened: Opened) => void;
}

function Written({ app, id, opened, onSent, onLeave, onMoved }: WrittenProps) {
  const [attempt, setAttempt] = useState(0);
  const stopped = () => setAttempt((count) => count + 1);
  const formSession = useMemo(
    () => begin(opened, { id, personKey: personKey.peek() ?? '', onSent: () => onSent(app, id), onReturned: stopped }),
    [opened],
  );
  useEffect(() => formSession.stop, [formSession]);
  useEffect(holdForm, []);

  const send = () => {
    if (formSession.sender.now.peek().state === 'sending') return;
    if (formSession.check()) void formSession.sender.send();
    else stopped();
  };
  const copy = async () => {
    const next = uuidv7();
    await copyAttachments(id, next);
    const { returned: _, corrects: _of, ...draft } = formSession.draft();
    await keep({ ...draft, id: next });
    await formSession.discard();
    navigate(formPath(app, next), { replace: true });
  };
  const discard = () => void formSession.discard().then(onLeave);
  return (
    <FormContext.Provider value={useMemo(() => ({ ...formSession, Fields }), [formSession])}>
      <Head formSession={formSession} onLeave={onLeave} />
      <NewerForm opened={opened} formSession={formSession} onMoved={onMoved} />
      <ErrorSummary attempt={attempt} />
      <form
        class="registration-form"
        noValidate
        autocomplete="off"
        onKeyDown={notByEnter}
        onSubmit={(event) => event.preventDefault()}
      >
        <Sections formSession={formSession} />
        <SendPanel
          formSession={formSession}
          attempt={attempt}
          onSend={send}
          onOpenSent={() => onSent(app, id)}
          onCopy={() => void copy()}
          onDiscard={discard}
        />
      </form>
    </FormContext.Provider>
  );
}

function Head({ formSession, onLeave }: { formSession: FormSession; onLeave: () => void }) {
  const { title, description } = formSession.definition;
  const leave = (event: Event) => {
    event.preventDefault();
    onLeave();
  };
  return (
    <>
      <a class="back-link" href="/" onClick={leave}>
        <Icon name="back" />
        {t('app.back')}
      </a>
      <h1>{words(title)}</h1>
      <p class="lead">{words(description)}</p>
      <SavedNote saving={formSession.saving} />
    </>
  );
}

/** Out of reach while they are on their way: what is written then would be in neither the draft nor what was sent. */
function Sections({ formSession }: { formSession: FormSession }) {
  return (
    <div inert={formSession.sender.now.value.state === 'sending'}>
      {formSession.definition.sections.map((section) => (
        <SectionView key={section.id} section={section} formSession={formSession} />
      ))}
    </div>
  );
}

/** A section of which nothing is relevant is not there at all. */
function SectionView({ section, formSession }: { section: Section; formSession: FormSession }) {
  const { shown } = formSession.form.relevant.value;
  if (!section.fields.some(({ id }) => shown.has(`/${id}`))) return null;
  const id = `afsnit-${section.id}`;
  return (
    <section class="form-section" aria-labelledby={id}>
      <h2 id={id}>{words(section.title)}</h2>
      {section.help && <p class="section-help">{words(section.help)}</p>}
      <Fields fields={section.fields} path="" />
    </section>
  );
}

/** The key that says "next" on a phone's keyboard must never send a registration. */
function notByEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}
