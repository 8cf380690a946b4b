/** Names of a page's types, for what the page and the worker both run. */
type Navigator = WorkerNavigator;
declare var document: { documentElement: { lang: string } } | undefined;
