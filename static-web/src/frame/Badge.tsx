import type { Status } from '../api';
import { Icon } from '../icons';
import { STATUS } from '../status';
import { t } from '../texts';

export function Badge({ status }: { status: Status }) {
  const { tone, icon } = STATUS[status];
  return (
    <span class={`status status-${tone}`} data-status={status}>
      <Icon name={icon} />
      {t(`status.${status}`)}
    </span>
  );
}
