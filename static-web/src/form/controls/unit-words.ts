import type { Unit } from '../../api';
import { t } from '../../texts';

/** Beside its address the unit's name and number, and whether it has closed. */
export function unitDetail({ address, name, pNumber, active }: Unit): string {
  return [address && name, pNumber, active ? '' : t('form.unit.ceased')].filter(Boolean).join(' · ');
}
