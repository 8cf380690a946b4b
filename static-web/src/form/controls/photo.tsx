import type { PhotoField } from '../../definition';
import { t } from '../../texts';
import type { ControlProps } from '../context';
import { Attaching } from './attaching';

export function Photo(props: ControlProps<PhotoField>) {
  // With `capture` the phone opens the camera at once; without it the person may also choose an existing photo.
  const sources = [
    { id: 'camera', label: t('form.photo.take'), icon: 'camera', capture: true },
    {
      id: 'choose',
      label: t(props.field.maxItems > 1 ? 'form.photo.choose' : 'form.photo.choose-one'),
      icon: 'picture',
    },
  ] as const;
  return <Attaching {...props} accept="image/*" sources={sources} />;
}
