! One spin density, and the same as two.
program calls
  use, intrinsic :: iso_c_binding
  use IDENTIFIER
  implicit none
  real(c_double) :: rho(1, 1) = 0.3_c_double, sigma(1, 1) = 0.05_c_double
  real(c_double) :: half(2, 1) = 0.15_c_double, quarter(3, 1) = 0.0125_c_double
  real(c_double), target :: e(1), v(1, 1), s(1, 1), e2(1), v2(2, 1), s2(3, 1)
  integer(c_int) :: status

  status = IDENTIFIER_eval(1_c_size_t, 1_c_int, rho, sigma, c_null_ptr, c_loc(e), c_loc(v), c_loc(s), &
                           c_null_ptr, c_null_ptr, c_null_ptr)
  if (status /= 0) stop 1
  status = IDENTIFIER_eval(1_c_size_t, 2_c_int, half, quarter, c_null_ptr, c_loc(e2), c_loc(v2), c_loc(s2), &
                           c_null_ptr, c_null_ptr, c_null_ptr)
  if (status /= 0) stop 2
  if (e(1) >= 0 .or. abs(e(1) - e2(1)) > 1e-13_c_double .or. abs(v(1, 1) - v2(1, 1)) > 1e-12_c_double) stop 3
  print *, 'same'
end program
