/** Detects a browser inside another app (Teams, Outlook, Facebook …), where MitID does not work. */
import { signal } from '@preact/signals';

const NAMED = /FBAN|FBAV|Instagram|LinkedInApp|Teams\/|Outlook|Snapchat|TikTok|Line\//i;

/** The name of the browser to use instead, or `null` when this is a real browser. */
export function embeddedIn(userAgent: string): 'Safari' | 'Chrome' | null {
  const apple = /iPhone|iPad|iPod/.test(userAgent);
  // Android's WebView has "; wv)" in its user agent. Apple's has no "Safari/"; neither has an app on the home screen, where MitID works.
  const bare = apple && !/Safari\//.test(userAgent) && !isInstalled();
  if (!NAMED.test(userAgent) && !/; wv\)/.test(userAgent) && !bare) return null;
  return apple ? 'Safari' : 'Chrome';
}

function isInstalled(): boolean {
  return (
    matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true
  );
}

/** Whether the page is shown inside another app, as far as can be detected. The person can overrule it. */
export const isEmbedded = signal(embeddedIn(navigator.userAgent) !== null);
