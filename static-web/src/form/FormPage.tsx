/** The page on which a registration is written and sent. */
import { useComputed } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { isClockWrong } from '../clock';
import { fieldsOf, type Section } from '../definition';
import { copyAttachments } from '../attachments/store';
import { saveDraft } from '../drafts';
import type { SaveState } from '../drafts/autosave';
import { isOutdated } from '../drafts/database';
import { later } from '../frame/later';
import { PageLoading } from '../frame/Loading';
import { Icon } from '../icons';
import { holdForm } from '../offline/form-lock';
import { whenIdle } from '../offline/when-idle';
import { formPath, navigate } from '../route';
import { personKey } from '../session';
import { justSent } from '../survey/just-sent';
import { t, words } from '../texts';
import { loadValidation, isCheckHere } from './checking';
import { FormContext } from './context';
import { loadLateControls } from './controls/late';
import { ErrorSummary } from './ErrorSummary';
import { Fields } from './Fields';
import { useGradually } from './gradually';
import { Leaving } from './Leaving';
import { Marked } from './marked';
import { NewerForm } from './NewerForm';
import type { Opened } from './load-draft';
import type { Desk } from './desk';
import { OpenForm } from './OpenForm';
import { takeNewId } from './own-id';
import { ClosedForm, StandingNote } from './StandingNote';
import { isClosed, isDraftForm } from '../offered';
import { SavedNote } from './SavedNote';
import { SendPanel } from './SendPanel';
import { begin, type FormSession } from './form-session';
import { OverNote, ReadOnlyNote } from './store-notes';
import { uuidv7 } from './uuid';
import { sectionInWords } from './wording';

const { Page: ClockNote } = later(() => import('./clock-note').then((module) => module.ClockNote), true);

/** How many fields are drawn at once. The rest of a larger form follows gradually; no shipped form is larger. */
const MAX_DRAWN_FIRST = 60;

interface Props {
  app: string;
  id?: string;
  onSent: (app: string, id: string) => void;
  onLeave: () => void;
}

export function FormPage(props: Props) {
  const { app, id, onSent } = props;
  useEffect(() => {
    if (id === undefined) takeNewId(app);
  }, [app, id]);
  if (id === undefined) return <PageLoading />;
  // Another person, a draft that another tab has changed, and another version each get a new form.
  return (
    <OpenForm app={app} id={id} onSent={() => onSent(app, id)} key={`${id} ${personKey.value}`}>
      {(opened, turn, desk, onMoved) => (
        <OpenOrClosed {...props} id={id} key={turn} opened={opened} desk={desk} onMoved={onMoved} />
      )}
    </OpenForm>
  );
}

interface WrittenProps extends Props {
  id: string;
  opened: Opened;
  desk: Desk;
  onMoved: (opened: Opened) => void;
}

/** The form, or a note that it is withdrawn. A form that is open stays open when the list of withdrawn forms arrives later. */
function OpenOrClosed(props: WrittenProps) {
  const { app, id, opened } = props;
  const [isOpen] = useState(() => opened.draft !== undefined || !isClosed(app, id));
  return isOpen ? <Written {...props} /> : <ClosedForm {...props} title={opened.definition.title} />;
}

function Written(props: WrittenProps) {
  const { app, id, opened, desk, onSent, onLeave, onMoved } = props;
  const { formSession, attempt, send } = useRegistering(props);
  const copy = () => void copyToNew(formSession).then((next) => navigate(formPath(app, next), { replace: true }));
  const { state } = formSession.saving.state.value;
  const isElsewhere = desk.writer.isWriting.value === false || desk.isLetIn.value;
  const onTakeOver = () => void desk.writer.takeOver();
  const outOfReach = { isElsewhere, onTakeOver, saving: formSession.saving.state.value, onKeepAsNew: copy };
  const isOutOfReach = isElsewhere || state === 'sent' || state === 'removed' || isOutdated.value;
  return (
    <FormContext.Provider value={useMemo(() => inContext(formSession), [formSession])}>
      <Head formSession={formSession} onLeave={onLeave} />
      <OutOfReach {...outOfReach} />
      {isClockWrong.value && <ClockNote />}
      <Leaving formSession={formSession} />
      <StandingNote app={app} id={id} />
      <NewerForm opened={opened} formSession={formSession} onMoved={onMoved} />
      <ErrorSummary attempt={attempt} />
      <form class="registration-form" noValidate autocomplete="off" inert={isOutOfReach} {...NEVER_BY_ENTER}>
        <Sections formSession={formSession} />
        <SendPanel
          formSession={formSession}
          attempt={attempt}
          onSend={() => void send()}
          onOpenSent={() => onSent(app, id)}
          onCopy={copy}
          onDiscard={() => void formSession.discard().then(onLeave)}
        />
      </form>
      {/* A long form has the first note far above the buttons. */}
      <OutOfReach {...outOfReach} isRepeated />
    </FormContext.Provider>
  );
}

interface OutOfReachProps {
  isElsewhere: boolean;
  onTakeOver: () => void;
  saving: SaveState;
  onKeepAsNew: () => void;
  isRepeated?: boolean;
}

/** Why the form cannot be written in here, and what the person can do. */
function OutOfReach({ isElsewhere, onTakeOver, saving, onKeepAsNew, isRepeated = false }: OutOfReachProps) {
  return (
    <>
      {isElsewhere && <ReadOnlyNote onTakeOver={onTakeOver} isRepeated={isRepeated} />}
      <OverNote state={saving} onKeepAsNew={onKeepAsNew} isRepeated={isRepeated} />
    </>
  );
}

/** The form session while the page is shown; `attempt` counts how often sending found a fault. */
function useRegistering({ app, id, opened, desk, onSent }: WrittenProps) {
  const [attempt, setAttempt] = useState(0);
  const stopped = () => setAttempt((count) => count + 1);
  const formSession = useMemo(() => {
    const context = { id, personKey: personKey.peek() ?? '', onSaved: desk.writer.announceSaved, onReturned: stopped };
    const sent = () => {
      if (opened.definition.measures?.includes('survey') && !isDraftForm(app)) justSent.value = id;
      onSent(app, id);
    };
    return begin(opened, { ...context, onSent: sent });
  }, [opened]);
  useEffect(() => {
    const leave = desk.attend(formSession.saving);
    return () => {
      leave();
      formSession.stop();
    };
  }, [formSession]);
  useEffect(holdForm, []);
  useEffect(() => whenIdle(() => void Promise.all([loadValidation(), loadLateControls()])), []);
  const send = async () => {
    if (formSession.sender.now.peek().state === 'sending') return;
    if (!isCheckHere()) await loadValidation();
    if (formSession.check()) void formSession.sender.send();
    else stopped();
  };
  return { formSession, attempt, send };
}

/** The part of the session that fields use. */
function inContext({ registration, form, companies, lastAtUnit, saving }: FormSession) {
  return { registration, form, companies, lastAtUnit, saving, Fields };
}

/** Moves the content to a new draft, with its attachments. Returns its id. */
async function copyToNew(formSession: FormSession): Promise<string> {
  const {
    revision: _revision,
    returned: _returned,
    corrects: _corrects,
    effort: _effort,
    ...draft
  } = formSession.draft();
  const id = uuidv7();
  await copyAttachments(draft.id, id);
  await saveDraft({ ...draft, id });
  await formSession.discard();
  return id;
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

/** The sections of the form. Disabled during sending, since changes would be lost. */
function Sections({ formSession }: { formSession: FormSession }) {
  const { sections } = formSession.definition;
  const many = fieldsOf(formSession.definition).length;
  const drawn = useGradually(many, MAX_DRAWN_FIRST);
  let before = 0;
  const inTurn = sections.filter(({ fields }) => (before += fields.length) - fields.length < drawn);
  return (
    <div class={many > MAX_DRAWN_FIRST ? 'large' : ''} inert={formSession.sender.now.value.state === 'sending'}>
      {inTurn.map((section) => (
        <SectionView key={section.id} section={section} formSession={formSession} />
      ))}
    </div>
  );
}

/** A section without a shown field is not drawn. */
function SectionView({ section, formSession }: { section: Section; formSession: FormSession }) {
  const { form } = formSession;
  const isShown = useComputed(() => section.fields.some(({ id }) => form.at(`/${id}`).isShown)).value;
  const { title, help } = useComputed(() => sectionInWords(form, section)).value;
  if (!isShown) return null;
  const id = `afsnit-${section.id}`;
  return (
    <section class="form-section" aria-labelledby={id}>
      <h2 id={id}>{words(title)}</h2>
      {help && (
        <div class="section-help">
          <Marked text={words(help)} />
        </div>
      )}
      <Fields fields={section.fields} path="" />
    </section>
  );
}

/** Prevents the "next" key of a phone's keyboard from sending the registration. */
const NEVER_BY_ENTER = {
  onKeyDown: (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
  },
  onSubmit: (event: Event) => event.preventDefault(),
};
