import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../icons';
import type { Tone } from '../status';

const ICONS: Readonly<Record<Tone, IconName>> = {
  info: 'question',
  success: 'success',
  warning: 'warning',
  error: 'refused',
};

interface Props {
  tone: Tone;
  heading?: string;
  icon?: IconName;
  /** Whether screen readers announce it when it appears. */
  live?: boolean;
  children?: ComponentChildren;
}

export function Alert({ tone, heading, icon, live, children }: Props) {
  return (
    <div class={`alert alert-${tone}`} {...(live ? { role: tone === 'error' ? 'alert' : 'status' } : {})}>
      <Icon name={icon ?? ICONS[tone]} class="alert-icon" />
      {heading && <p class="alert-heading">{heading}</p>}
      <div class="alert-text">{children}</div>
    </div>
  );
}
