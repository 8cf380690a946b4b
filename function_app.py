"""Table of contents."""

import os

import azure.functions as func

from functions import (
    access,
    attachments,
    auth,
    companies,
    definitions,
    delivery,
    entities,
    evaluation,
    evaluation_effect,
    evaluation_files,
    evaluation_resources,
    fallback,
    health,
    openapi,
    operations,
    reconciliation,
    registrations,
    survey,
    upkeep,
)
from functions.unexpected import silence_verbose_loggers

silence_verbose_loggers()

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
app.register_functions(access.bp)
app.register_functions(attachments.bp)
app.register_functions(auth.bp)
app.register_functions(companies.bp)
app.register_functions(definitions.bp)
app.register_functions(delivery.bp)
app.register_functions(fallback.bp)
app.register_functions(entities.bp)
app.register_functions(evaluation.bp)
app.register_functions(evaluation_effect.bp)
app.register_functions(evaluation_files.bp)
app.register_functions(evaluation_resources.bp)
app.register_functions(health.bp)
app.register_functions(openapi.bp)
app.register_functions(operations.bp)
app.register_functions(reconciliation.bp)
app.register_functions(registrations.bp)
app.register_functions(survey.bp)
app.register_functions(upkeep.bp)

if os.environ.get("TRACES"):
    from functions.trace_export import export_traces

    export_traces()
