/** Suggestions from the phone's memory beside a control; the code is loaded when there are any. */
import type { CvrField, FieldDef } from '../definition';
import { later } from '../frame/later';
import { memory } from '../memory/store';
import { useForm, type ControlProps } from './context';

const chips = later(() => import('./from-memory').then((module) => module.CompanyChips), true);
const favourite = later(() => import('./from-memory').then((module) => module.Favourite), true);
const lastVisit = later(() => import('./from-memory').then((module) => module.FromLastVisit), true);

/** The companies used lately, while nothing is typed. */
export function CompanyChips(props: ControlProps<CvrField>) {
  const isAsked = props.field.remember === 'last' && (props.value === undefined || props.value === '');
  return isAsked && memory.value.places.length > 0 ? <chips.Page {...props} /> : null;
}

export function Favourite(props: ControlProps<CvrField>) {
  const { companies } = useForm();
  const isFound = companies.at(props.path).value.state === 'found';
  return props.field.remember === 'last' && isFound ? <favourite.Page {...props} /> : null;
}

/** Suggests the answers of the last visit to the chosen unit. */
export function FromLastVisit(props: { field: FieldDef; path: string }) {
  const answers = useForm().lastAtUnit?.value?.answers;
  return answers && Object.hasOwn(answers, props.field.id) ? <lastVisit.Page {...props} /> : null;
}
