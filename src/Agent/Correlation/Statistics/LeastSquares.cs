namespace AppFrag.Correlation.Statistics;

/// <summary>
/// Ordinary least squares, row by row, by the normal equations (Cholesky). Only sums are kept, so the rows may have gaps and
/// need no memory. Columns should be of about unit size; one that says nothing new gets the coefficient 0.
/// </summary>
internal sealed class LeastSquares(int maxColumns)
{
    // Of a column's own square sum: below, what is left after the columns before it is rounding.
    private const double Nothing = 1e-10;

    private readonly double[] _moments = new double[maxColumns * maxColumns];
    private readonly double[] _right = new double[maxColumns];
    private readonly double[] _coefficients = new double[maxColumns];
    private int _columns;

    public ReadOnlySpan<double> Coefficients => _coefficients.AsSpan(0, _columns);

    public void Reset(int columns)
    {
        _columns = columns;
        Array.Clear(_moments);
        Array.Clear(_right);
    }

    public void Add(ReadOnlySpan<double> row, double y)
    {
        for (int i = 0; i < _columns; i++)
        {
            Span<double> line = _moments.AsSpan(i * maxColumns, i + 1);
            for (int j = 0; j < line.Length; j++)
            {
                line[j] += row[i] * row[j];
            }

            _right[i] += row[i] * y;
        }
    }

    public void Solve()
    {
        Factor();
        for (int i = 0; i < _columns; i++)
        {
            double sum = _right[i];
            for (int k = 0; k < i; k++)
            {
                sum -= At(i, k) * _coefficients[k];
            }

            _coefficients[i] = At(i, i) > 0 ? sum / At(i, i) : 0;
        }

        for (int i = _columns - 1; i >= 0; i--)
        {
            double sum = _coefficients[i];
            for (int k = i + 1; k < _columns; k++)
            {
                sum -= At(k, i) * _coefficients[k];
            }

            _coefficients[i] = At(i, i) > 0 ? sum / At(i, i) : 0;
        }
    }

    public double Predict(ReadOnlySpan<double> row)
    {
        double sum = 0;
        for (int i = 0; i < _columns; i++)
        {
            sum += row[i] * _coefficients[i];
        }

        return sum;
    }

    // Lower triangle in place; a dropped column is all zeros.
    private void Factor()
    {
        for (int j = 0; j < _columns; j++)
        {
            double own = At(j, j);
            double pivot = own;
            for (int k = 0; k < j; k++)
            {
                pivot -= At(j, k) * At(j, k);
            }

            bool isKept = pivot > own * Nothing && double.IsFinite(pivot);
            double root = isKept ? Math.Sqrt(pivot) : 0;
            At(j, j) = root;
            for (int i = j + 1; i < _columns; i++)
            {
                double sum = At(i, j);
                for (int k = 0; k < j; k++)
                {
                    sum -= At(i, k) * At(j, k);
                }

                At(i, j) = isKept ? sum / root : 0;
            }
        }
    }

    private ref double At(int row, int column) => ref _moments[(row * maxColumns) + column];
}
