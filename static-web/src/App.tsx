import { useEffect } from 'preact/hooks';
import { Announcer } from './announce';
import { Banners } from './frame/Banners';
import { ErrorBoundary } from './frame/ErrorBoundary';
import { Footer } from './frame/Footer';
import { Header } from './frame/Header';
import {
  AccessPagesLater,
  bringPages,
  ChoosePageLater,
  EvaluationPagesLater,
  FormPageLater,
  HomePageLater,
  InAppPageLater,
  NoRolePageLater,
  NotFoundPageLater,
  OperationsPagesLater,
  RegistrationPageLater,
  WhoPageLater,
} from './pages/later';
import { isEmbedded } from './embedded';
import { SignInPage } from './pages/SignInPage';
import { PageLoading } from './frame/Loading';
import { whenIdle } from './offline/when-idle';
import { moveOn, moves, navigate, registrationPath, route } from './route';
import { checking, isEvaluator, isLeader, isOperator, hasHadSession, roleless, session } from './session';
import { sendWaitingAnswer } from './survey/waiting';
import { t } from './texts';

export function App() {
  useEffect(() => whenIdle(bringPages), []);
  const isSignedIn = session.value.state === 'signed-in';
  useEffect(() => {
    if (isSignedIn) whenIdle(() => void sendWaitingAnswer());
  }, [isSignedIn]);
  return (
    <>
      <a class="skipnav" href="#main-content" onClick={skip}>
        {t('app.skip')}
      </a>
      <Header />
      <main id="main-content" tabIndex={-1}>
        <Banners />
        {/* A move makes the page anew; correcting the address under a draft doesn't. */}
        <ErrorBoundary key={moves.value}>
          <Page />
        </ErrorBoundary>
      </main>
      <Footer />
      <Announcer />
    </>
  );
}

function Page() {
  const current = route.value;
  const { state } = session.value;
  if (state === 'unexpected') return <WhoPageLater />;
  const open = hasHadSession.value && state !== 'signed-out';
  if (current.page === 'form' && hasHadSession.value) {
    return (
      <div class="page">
        <FormPageLater
          app={current.app}
          {...(current.id ? { id: current.id } : {})}
          onSent={toRegistration}
          onLeave={toHome}
        />
      </div>
    );
  }
  if (roleless.value) return <NoRolePageLater />;
  if (!open && isEmbedded.value) return <InAppPageLater />;
  if (!open) return state === 'unknown' && checking.value ? <PageLoading /> : <SignInPage />;
  if (current.page === 'home') return <HomePageLater />;
  if (current.page === 'choose') return <ChoosePageLater />;
  if (current.page === 'registration')
    return <RegistrationPageLater key={current.id} app={current.app} id={current.id} />;
  if (current.page === 'access' && isOperator.value)
    return <AccessPagesLater key={current.key} {...(current.key ? { person: current.key } : {})} />;
  if (current.page === 'operations' && isLeader.value)
    return <OperationsPagesLater key={current.key} place={current.key} />;
  if (current.page === 'evaluation' && isEvaluator.value) return <EvaluationPagesLater {...current} />;
  return <NotFoundPageLater />;
}

const toHome = () => navigate('/');
const toRegistration = (app: string, id: string) => moveOn(registrationPath(app, id));

/** Moves focus to the content, without adding a `#` to the address. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main-content')?.focus();
}
