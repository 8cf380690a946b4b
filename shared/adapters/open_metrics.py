"""Writes metrics as OpenMetrics 1.0, by the Prometheus project's own library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.domain.metrics import Metric


def open_metrics(metrics: Iterable[Metric]) -> bytes:
    """The exposition, ended by `# EOF`. Nothing of this process is in it: the registry is made for this one answer."""
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
    written: bytes = generate_latest(registry)
    return written
