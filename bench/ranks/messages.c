/* The same as messages.ts, in C. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

enum { repeats = 20, sizes = 6 };

int main(int count, char **values) {
  const int bytes[sizes] = {8, 256, 4096, 65536, 1048576, 4194304};
  const int rounds = count > 1 ? atoi(values[1]) : 40;
  int rank;
  MPI_Init(&count, &values);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  char *send = calloc(bytes[sizes - 1], 1), *receive = calloc(bytes[sizes - 1], 1);
  double best[sizes], sum = 1e30;
  for (int k = 0; k < sizes; k++) {
    best[k] = 1e30;
    for (int round = 0; round < rounds; round++) {
      const double start = MPI_Wtime();
      for (int n = 0; n < repeats; n++) {
        MPI_Request requests[2];
        MPI_Irecv(receive, bytes[k], MPI_BYTE, 1 - rank, 0, MPI_COMM_WORLD, &requests[0]);
        MPI_Isend(send, bytes[k], MPI_BYTE, 1 - rank, 0, MPI_COMM_WORLD, &requests[1]);
        MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
      }
      const double time = 1e6 * (MPI_Wtime() - start) / repeats;
      if (time < best[k]) best[k] = time;
    }
  }
  for (int round = 0; round < rounds; round++) {
    const double start = MPI_Wtime();
    double own = 1, all;
    for (int n = 0; n < repeats; n++) MPI_Allreduce(&own, &all, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    const double time = 1e6 * (MPI_Wtime() - start) / repeats;
    if (time < sum) sum = time;
  }
  if (rank == 0) {
    printf("{\"messages\":[");
    for (int k = 0; k < sizes; k++)
      printf("%s{\"bytes\":%d,\"microseconds\":%g}", k ? "," : "", bytes[k], best[k]);
    printf("],\"sum\":%g}", sum);
  }
  MPI_Finalize();
  return 0;
}
