/** Announces changes to screen readers. */
import { signal } from '@preact/signals';

const announcement = signal('');

export function announce(text: string): void {
  announcement.value = text;
}

export function Announcer() {
  return (
    <div class="sr-only" role="status" aria-live="polite">
      {announcement}
    </div>
  );
}
