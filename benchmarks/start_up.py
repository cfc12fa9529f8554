"""Start-up: `hypersearch --help`, and a worker from nothing to the end of its first epoch (four steps of the classic network on 500 images of MNIST).

    dotnet build -c Release src/Cli && python3 benchmarks/start_up.py MNIST_FOLDER [TURNS] [PROGRAM...]

Plays the coordinator: answers /join with the study's data and /work with one trial of one epoch and reads the worker's CPU time, all threads, when its report comes in. With several programs they
take turns. Prints medians and the least in milliseconds; CPU time is the one to compare on a busy machine.
"""
import http.server
import json
import os
import socketserver
import statistics
import subprocess
import sys
import tempfile
import threading
import time

RELEASE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../src/Cli/bin/Release/net10.0/hypersearch")


def cpu_milliseconds(pid):
    return time.clock_gettime((~pid << 3) | 2) * 1000  # the process's CPU clock, as clock_getcpuclockid(3) makes it: ended threads count too


def worker(program, mnist):
    trainer = {
        "data": {"source": "idx", "path": mnist, "samples": 500, "validation": 0.2},
        "network": {"hidden": [100] * 6, "activation": "relu", "initializer": "he"},
        "optimizer": {"type": "sgd", "learningRate": 0.01, "weightDecay": 1e-5},
        "batchSize": 100,
        "epochs": 1,
    }
    reported = threading.Event()
    measured = {}

    class Coordinator(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            length = self.headers.get("Content-Length")
            if length:
                self.rfile.read(int(length))
            else:  # chunked
                while size := int(self.rfile.readline(), 16):
                    self.rfile.read(size + 2)
                self.rfile.readline()
            if self.path == "/report":
                measured.update(cpu=cpu_milliseconds(process.pid), wall=1000 * (time.perf_counter() - start))
                reported.set()
            self.answer({"worker": "p1", "trainer": trainer, "patience": 30} if self.path == "/join"
                        else {"goOn": True} if self.path == "/report" else None if reported.is_set() else {"trial": 0, "repeat": 0, "attempt": 0, "seed": 1, "metric": "validation.accuracy", "trainer": trainer, "pruning": None})

        def answer(self, message):
            body = b"" if message is None else json.dumps(message).encode()
            self.send_response(204 if message is None else 200)
            self.send_header("Content-Type", "application/json")
            if body:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

        def address_string(self):
            return "worker"

    with tempfile.TemporaryDirectory() as folder:
        socket = os.path.join(folder, "s")
        server = socketserver.ThreadingUnixStreamServer(socket, Coordinator)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        start = time.perf_counter()
        process = subprocess.Popen([program, "worker", "--connect", f"unix:{socket}"], stdin=subprocess.DEVNULL)
        process.wait(60)
        server.shutdown()
    return measured["cpu"], measured["wall"]


def help_text(program):
    start = time.perf_counter()
    process = subprocess.Popen([program, "--help"], stdout=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    return 1000 * (used.ru_utime + used.ru_stime), 1000 * (time.perf_counter() - start)


def main():
    mnist, turns = os.path.abspath(sys.argv[1]), int((sys.argv[2:] or ["15"])[0])
    programs = [os.path.abspath(p) for p in sys.argv[3:] or [RELEASE]]
    print(f"{time.strftime('%F')}, {next(line for line in open('/proc/cpuinfo') if line.startswith('model name')).split(':')[1].strip()}, {os.cpu_count()} cores, load {os.getloadavg()[0]}, {turns} turns\n")
    measured = {}
    for _ in range(turns):
        for number, program in enumerate(programs, 1):
            name = f"{number}: " if len(programs) > 1 else ""
            measured.setdefault(f"{name}`--help`", []).append(help_text(program))
            measured.setdefault(f"{name}`worker`, first epoch reported", []).append(worker(program, mnist))
    print("| what | CPU, median (least) | wall, median (least) |\n| --- | --- | --- |")
    for name, times in measured.items():
        print(f"| {name} |" + "".join(f" {statistics.median(column):.0f} ({min(column):.0f}) ms |" for column in zip(*times)))
    print(f"\nLoad at the end {os.getloadavg()[0]}.")


if __name__ == "__main__":
    main()
