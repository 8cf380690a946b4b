"""Writes metrics as OpenMetrics 1.0, with the Prometheus project's library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.domain.metrics import Metric


def open_metrics(metrics: Iterable[Metric]) -> bytes:
    """The metrics as text, ended by `# EOF`. The registry is made for this call, so the process's own metrics are not in it."""
    from prometheus_client import CollectorRegistry
    from prometheus_client.core import GaugeMetricFamily
    from prometheus_client.core import Metric as Family
    from prometheus_client.openmetrics.exposition import generate_latest
    from prometheus_client.registry import Collector

    class Given(Collector):
        def collect(self) -> Iterator[Family]:
            for metric in metrics:
                family = GaugeMetricFamily(metric.name, metric.help, labels=metric.labels, unit=metric.unit)
                for labels, value in metric.samples.items():
                    family.add_metric(labels, value)
                yield family

    registry = CollectorRegistry()
    registry.register(Given())
    content: bytes = generate_latest(registry)
    return content
