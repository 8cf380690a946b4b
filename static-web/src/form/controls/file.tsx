import type { FileField } from '../../definition';
import { t } from '../../texts';
import type { ControlProps } from '../context';
import { Attaching } from './attaching';

export function FileBox(props: ControlProps<FileField>) {
  const sources = [
    { id: 'choose', label: t(props.field.maxItems > 1 ? 'form.file.choose' : 'form.file.choose-one'), icon: 'clip' },
  ] as const;
  return <Attaching {...props} accept={props.field.types.join(',')} sources={sources} />;
}
