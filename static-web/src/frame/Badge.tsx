import { Icon } from '../icons';
import { STATUS, statusName, type StatusRow } from '../status';

export function Badge({ summary }: { summary: StatusRow }) {
  const { tone, icon } = STATUS[summary.status];
  return (
    <span class={`status status-${tone}`} data-status={summary.status}>
      <Icon name={icon} />
      {statusName(summary)}
    </span>
  );
}
