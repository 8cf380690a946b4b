import { forms, titleOfApp } from '../definitions';

/** The title of a registration's app, where the person has several apps. */
export function AppName({ app }: { app: string }) {
  const title = titleOfApp(app);
  return forms.value.length > 1 && title ? <span> · {title}</span> : null;
}
