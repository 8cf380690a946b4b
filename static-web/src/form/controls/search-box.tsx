import { useMemo } from 'preact/hooks';
import type { SearchField } from '../../definition';
import { words } from '../../texts';
import type { ControlProps } from '../context';
import { Searched } from './searched';

export function SearchBox(props: ControlProps<SearchField>) {
  const { options: all } = props.field;
  const options = useMemo(() => all.map(({ value, label }) => ({ value, label: words(label) })), [all]);
  return <Searched {...props} options={options} />;
}
