import type { SearchField } from '../../definition';
import { words } from '../../texts';
import type { ControlProps } from '../context';
import { Searched } from './searched';

export function SearchBox(props: ControlProps<SearchField>) {
  const options = props.field.options.map(({ value, label }) => ({ value, label: words(label) }));
  return <Searched {...props} options={options} />;
}
