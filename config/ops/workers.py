"""What each worker process tells of itself. Of several workers, Prometheus's client adds the process id."""

import os
import resource
import sys
import time
from pathlib import Path

from prometheus_client import Gauge

MEMORY = Gauge("slicewise_worker_memory_bytes", "Memory of a worker", multiprocess_mode="liveall")
CPU = Gauge(
    "slicewise_worker_cpu_seconds", "CPU time of a worker since its start", multiprocess_mode="liveall"
)
STARTED = Gauge("slicewise_worker_started_seconds", "When a worker started", multiprocess_mode="liveall")
STATM = Path("/proc/self/statm")
BEGAN = time.time()


def memory() -> float:
    """Bytes that this process holds; where the system does not tell, the most that it ever held."""
    if STATM.exists():
        return float(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(most) * (1 if sys.platform == "darwin" else 1024)


def record() -> None:
    """Set this worker's gauges."""
    MEMORY.set(memory())
    CPU.set(time.process_time())
    STARTED.set(BEGAN)
