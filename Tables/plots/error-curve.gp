# Written by attn-audit tables. 'gnuplot error-curve.gp' draws ../error-curve.svg from error-curve.dat.
set terminal svg size 860,660 font "Arial,15" background rgb "white"
set output "../error-curve.svg"
set encoding utf8
blue = 0x0072B2; red = 0xD55E00; green = 0x009E73; orange = 0xE69F00; grey = 0x707070
set border 3 linecolor rgb 0x808080
set tics nomirror scale 0.5 textcolor rgb 0x404040
set grid linecolor rgb 0xE4E4E4 linetype 1 linewidth 1
set key off
set label 100 "{/:Bold Relative error p(x)/exp(x) − 1 on [−4, 4] of the best polynomial of degree 9}" at screen 0.02, screen 0.96 left font ",17"
s = 4
epsilon = 0.001
best = 0.00040418499
below = 0.0019608323
chebyshev = 0.000017902376
taylor = 0.0081322428
set multiplot
set lmargin 9
set rmargin 22
set xrange [-s:s]
set tmargin at screen 0.92
set bmargin at screen 0.50
set ylabel "error / ε"
set yrange [-1.2*below/epsilon:1.2*below/epsilon]
set ytics 1
set format x ""
set arrow 1 from -s, 1 to s, 1 nohead linewidth 1.5 dashtype 2 linecolor rgb grey
set arrow 2 from -s, -1 to s, -1 nohead linewidth 1.5 dashtype 2 linecolor rgb grey
set arrow 3 from -s, below/epsilon to s, below/epsilon nohead linewidth 1.5 dashtype 3 linecolor rgb red
set arrow 4 from -s, -below/epsilon to s, -below/epsilon nohead linewidth 1.5 dashtype 3 linecolor rgb red
set label 1 "+ε = 10^{−3}" at s, 1 left offset 1,0 textcolor rgb grey
set label 2 "−ε" at s, -1 left offset 1,0 textcolor rgb grey
set label 3 "{/:Bold degree 9}: all\nextrema ● certified" at s, 0.1 left offset 1,0 textcolor rgb blue
set label 4 "degree 8: at least this" at s, below/epsilon left offset 1,0 textcolor rgb red
plot "error-curve.dat" index 0 using 1:($2/epsilon):($3/epsilon) with filledcurves linecolor rgb blue, \
  "" index 0 using 1:($2/epsilon) with lines linewidth 2 linecolor rgb blue, \
  "" index 1 using 1:($2/epsilon) with points pointtype 7 linecolor rgb blue
unset arrow
unset label
set tmargin at screen 0.44
set bmargin at screen 0.11
set xlabel "x"
set ylabel "|error|"
set format x "%g"
set format y "10^{%T}"
set logscale y 10
set ytics 10
unset mytics
set yrange [epsilon/1000:50]
set arrow 1 from -s, epsilon to s, epsilon nohead linewidth 1.5 dashtype 2 linecolor rgb grey
set label 1 "{/:Bold best}" at s, best left offset 1,-0.2 textcolor rgb blue
set label 2 "Chebyshev" at s, chebyshev left offset 1,0 textcolor rgb green
set label 3 "Taylor" at s, taylor left offset 1,0 textcolor rgb orange
set label 4 "ε" at s, epsilon left offset 1,0.3 textcolor rgb grey
plot "error-curve.dat" index 0 using 1:(abs($5)) with lines linewidth 2 linecolor rgb orange, \
  "" index 0 using 1:(abs($4)) with lines linewidth 2 linecolor rgb green, \
  "" index 0 using 1:(abs($2)) with lines linewidth 2.5 linecolor rgb blue
unset multiplot
