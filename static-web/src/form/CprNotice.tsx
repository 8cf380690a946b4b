/** Shows a notice below a field whose text contains what looks like a CPR number; its code is loaded only then. */
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
    // The element must be in the page before it has a text, or screen readers do not announce the text.
    <div role="status" class="cpr-notice">
      {doubtful !== '' && <question.Page {...props} doubtful={doubtful} />}
    </div>
  );
}
