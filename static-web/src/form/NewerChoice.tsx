/** Offers to move a draft to a newer version of its form, and shows which answers that would lose. */
import { useState } from 'preact/hooks';
import { show } from '../answers/show';
import type { Definition, FieldDef, Json, Migration } from '../definition';
import { saveDraft } from '../drafts';
import { Alert } from '../frame/Alert';
import { isDraftForm } from '../offered';
import { evaluationContextAt } from '../session';
import { t, words } from '../texts';
import { namedLoss } from './engine/hidden-answers';
import { isObject } from './engine/clean-answers';
import { filled } from './engine/value-texts';
import { migrationFrom, migrated, type UnmovedAnswer, type Moved } from './engine/migration';
import type { FormSession } from './form-session';
import type { Opened } from './load-draft';

const AS_IT_IS: Migration = { from: 0, renamed: {}, split: {}, defaults: {} };

interface Props {
  newer: Definition;
  formSession: FormSession;
  /** Called when the draft has moved to another version. */
  onMoved: (opened: Opened) => void;
  onStay: () => void;
}

export function NewerChoice({ newer, formSession, onMoved, onStay }: Props) {
  const { definition } = formSession;
  // A form author's draft changes its version without a migration: fields that keep their ids keep their answers.
  const how = migrationFrom(newer, definition.version) ?? (isDraftForm(newer.app) ? AS_IT_IS : undefined);
  const move = async ({ answers }: Moved) => {
    const draft = { ...formSession.draft(), version: newer.version, answers };
    await formSession.saving.abandon();
    // Where the browser stores nothing, the draft is moved on the page only.
    await saveDraft(draft).catch(() => undefined);
    onMoved({ definition: newer, draft });
  };
  const look =
    how &&
    (() => {
      const draft = formSession.form.answers.peek();
      const result = migrated(definition, newer, how, draft);
      return { ...result, unmoved: namedLoss(definition, newer, draft, result, evaluationContextAt(new Date())) };
    });
  return <Choice look={look} onMove={(moving) => void move(moving)} onStay={onStay} />;
}

interface ChoiceProps {
  /** Returns the result of moving the draft; undefined when there is no migration. */
  look: (() => Moved) | undefined;
  onMove: (moving: Moved) => void;
  onStay: () => void;
}

function Choice({ look, onMove, onStay }: ChoiceProps) {
  const [unmoved, setUnmoved] = useState<UnmovedAnswer[]>([]);
  const move = () => {
    const next = look!();
    // The first tap shows which answers would be lost. They may change before the second tap, which moves the draft.
    const isShown = unmoved.length > 0 || next.unmoved.length === 0;
    if (isShown) onMove(next);
    else setUnmoved(next.unmoved);
  };
  return (
    <Alert tone="info" heading={t('form.newer.title')}>
      {unmoved.length > 0 ? <UnmovedAnswers answers={unmoved} /> : <p>{t('form.newer')}</p>}
      <div class="button-row">
        {look && (
          <button type="button" class="button button-secondary" onClick={move}>
            {t(unmoved.length > 0 ? 'form.newer.move-anyway' : 'form.newer.move')}
          </button>
        )}
        <button type="button" class="button button-tertiary" onClick={onStay}>
          {t('form.newer.stay')}
        </button>
      </div>
    </Alert>
  );
}

function UnmovedAnswers({ answers }: { answers: UnmovedAnswer[] }) {
  return (
    <>
      <p role="status">{t('form.newer.left')}</p>
      <ul>
        {answers.map(({ field, value }, place) => (
          <li key={place}>
            {nameOf(field)}: {answerInWords(field, value)}
          </li>
        ))}
      </ul>
    </>
  );
}

function nameOf(field: FieldDef): string {
  return filled(words(field.label), () => '…');
}

/** The answer as in the registration; of a group its items one after the other, each answer with the field's name. */
export function answerInWords(field: FieldDef, value: Json): string {
  if (field.control !== 'group' || !Array.isArray(value)) return show(field, value);
  const items = value.filter(isObject).map((item) =>
    field.fields
      .filter(({ id }) => Object.hasOwn(item, id) && item[id] !== '' && item[id] !== null)
      .map((inner) => `${nameOf(inner)}: ${inBrackets(inner, answerInWords(inner, item[inner.id]!))}`)
      .join(', '),
  );
  return items.filter(Boolean).join('; ');
}

/** Puts a group's text into brackets, so that the end of a group inside a group is visible. */
function inBrackets({ control }: FieldDef, text: string): string {
  return control === 'group' ? `(${text})` : text;
}
