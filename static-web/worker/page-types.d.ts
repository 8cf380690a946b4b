/** Declares types of a page for the worker, for code that both of them run. */
type Navigator = WorkerNavigator;
declare var document: { documentElement: { lang: string } } | undefined;
