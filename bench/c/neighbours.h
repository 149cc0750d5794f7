// Fills columns first … first + 7 of the rows of a table, for steps over `reach` sites.
static void fill_hops(const int extents[4], int *table, int columns, int first, int reach) {
  int x[4], site = 0;
  for (x[3] = 0; x[3] < extents[3]; x[3]++)
    for (x[2] = 0; x[2] < extents[2]; x[2]++)
      for (x[1] = 0; x[1] < extents[1]; x[1]++)
        for (x[0] = 0; x[0] < extents[0]; x[0]++, site++)
          for (int mu = 0, stride = 1; mu < 4; stride *= extents[mu++]) {
            int *row = table + columns * site + first;
            row[mu] = site + ((x[mu] + reach) % extents[mu] - x[mu]) * stride;
            row[4 + mu] = site + ((x[mu] + reach * (extents[mu] - 1)) % extents[mu] - x[mu]) * stride;
          }
}

// Row x of the table: the sites x+μ for the four μ, then the sites x−μ; x fastest, t slowest, all directions periodic.
static void fill_neighbours(const int extents[4], int (*table)[8]) { fill_hops(extents, *table, 8, 0, 1); }

// The same, then the sites x+3μ and x−3μ.
static inline void fill_far_neighbours(const int extents[4], int (*table)[16]) {
  fill_hops(extents, *table, 16, 0, 1);
  fill_hops(extents, *table, 16, 8, 3);
}
