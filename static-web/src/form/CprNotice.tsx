/** Below a field whose text holds what looks like a CPR number: what can be done about it is brought only then. */
import { useComputed } from '@preact/signals';
import { later } from '../frame/later';
import { useForm } from './context';
import type { Guarded } from './CprQuestion';
import { cprNumbersIn, textsOf } from './engine/cpr-guard';

const question = later(() => import('./CprQuestion').then((module) => module.CprQuestion), true);

export function CprNotice(props: Guarded) {
  const { field, path } = props;
  const { form } = useForm();
  const { digits, policy } = form.notCpr;
  const doubtful = useComputed(() => {
    const numbers = textsOf(field, form.at(path).value, path).flatMap(({ text }) => cprNumbersIn(text));
    const open = numbers.filter((number) => policy === 'forbid' || !digits.value.has(number.digits));
    return [...new Set(open.map((number) => number.digits))].join(' ');
  }).value;
  return (
    // There before it says anything, so that what comes is read aloud.
    <div role="status" class="cpr-notice">
      {doubtful !== '' && <question.Page {...props} doubtful={doubtful} />}
    </div>
  );
}
