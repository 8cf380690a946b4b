import { forms, titleOfApp } from '../definitions';

/** What kind of registration it is, where there are several kinds. */
export function AppName({ app }: { app: string }) {
  const title = titleOfApp(app);
  return forms.value.length > 1 && title ? <span> · {title}</span> : null;
}
