import type { Summary } from '../api';
import { Icon } from '../icons';
import { STATUS, statusName } from '../status';

export function Badge({ summary }: { summary: Pick<Summary, 'app' | 'status' | 'reason'> }) {
  const { tone, icon } = STATUS[summary.status];
  return (
    <span class={`status status-${tone}`} data-status={summary.status}>
      <Icon name={icon} />
      {statusName(summary)}
    </span>
  );
}
