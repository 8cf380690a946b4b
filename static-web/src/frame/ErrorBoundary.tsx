import { Component, type ComponentChildren } from 'preact';
import { t } from '../texts';
import { Alert } from './Alert';

interface State {
  failed: boolean;
}

/** Catches unexpected errors while drawing: instead of a blank page it explains, and offers to reload. */
export class ErrorBoundary extends Component<{ children: ComponentChildren }, State> {
  override state: State = { failed: false };

  override componentDidCatch(fault: unknown): void {
    console.error(fault);
    this.setState({ failed: true });
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div class="page">
        <h1>{t('failure.unexpected.title')}</h1>
        <Alert tone="error" live>
          <p>{t('failure.unexpected')}</p>
        </Alert>
        <div class="actions">
          <button type="button" class="button button-primary" onClick={() => location.reload()}>
            {t('app.reload')}
          </button>
        </div>
      </div>
    );
  }
}
