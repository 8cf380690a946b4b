/** Asks the person to remove what looks like a CPR number, or to declare that it is none, each with one tap. */
import type { Answers, FieldDef, Json } from '../definition';
import { Alert } from '../frame/Alert';
import { t } from '../texts';
import { elementId, useForm } from './context';
import { focusSoon } from './controls/focus';
import { cprNumbersIn, withoutCpr } from './engine/cpr-guard';
import { valueAt } from './engine/json-pointer';

export interface Guarded {
  field: FieldDef;
  path: string;
  onChange: (value: Json | undefined) => void;
}

/** `doubtful`: the digits of the undecided numbers, separated by spaces. */
export function CprQuestion({ path, onChange, doubtful }: Guarded & { doubtful: string }) {
  const { form } = useForm();
  const { policy, confirmNotCpr } = form.notCpr;
  const isForbidden = policy === 'forbid';
  const remove = () => {
    onChange(withoutNumbers(valueAt(form.answers.peek(), path)));
    focusSoon(elementId(path));
  };
  const sayNone = () => {
    confirmNotCpr(doubtful.split(' '));
    focusSoon(elementId(path));
  };
  return (
    <Alert tone="warning">
      <p>{t(isForbidden ? 'form.cpr.forbidden' : 'form.cpr.found')}</p>
      <div class="button-row">
        <button type="button" class="button button-secondary" onClick={remove}>
          {t('form.cpr.remove')}
        </button>
        {!isForbidden && (
          <button type="button" class="button button-secondary" onClick={sayNone}>
            {t('form.cpr.none')}
          </button>
        )}
      </div>
    </Alert>
  );
}

/** The answer with the numbers removed from each text in it. */
function withoutNumbers(value: Json | undefined): Json | undefined {
  if (typeof value === 'string') return withoutCpr(value).trim() || undefined;
  if (Array.isArray(value)) return value.map((item) => (isObject(item) ? renamed(item) : item));
  if (!isObject(value)) return value;
  const parts = Object.entries(value).map(([part, text]) => [part, withoutNumbers(text)] as const);
  const remaining = parts.filter(([, text]) => text !== undefined) as [string, Json][];
  return remaining.length > 0 ? Object.fromEntries(remaining) : undefined;
}

/** The attachment with the numbers removed from its name, which keeps its extension. */
function renamed(attachment: Answers): Answers {
  const { name } = attachment;
  if (typeof name !== 'string' || cprNumbersIn(name).length === 0) return attachment;
  const cleanName = withoutCpr(name);
  return {
    ...attachment,
    name: cleanName === '' || cleanName.startsWith('.') ? t('form.cpr.file-name') + cleanName : cleanName,
  };
}

function isObject(value: Json | undefined): value is Answers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
